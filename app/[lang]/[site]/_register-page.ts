import type { ViewProblem } from '../../../db/domain/filter'
import { register } from '../../../db/queries/register'
import type { Opened } from '../../_page'

/** The page of the register that is asked for; of one beyond the last, the first and what was wrong. */
export async function registerPage(
  { db, reader, asked, pinned, problems }: Opened,
  siteId: string,
) {
  const answer = await register(db, reader, siteId, pinned, asked.page)
  if (answer.rows.length > 0 || asked.page === 1) return { asked, problems, ...answer }
  const beyond: ViewProblem = { param: 'page', value: String(asked.page), code: 'not_a_page' }
  const first = await register(db, reader, siteId, pinned, 1)
  return { asked: { ...asked, page: 1 }, problems: [...problems, beyond], ...first }
}
