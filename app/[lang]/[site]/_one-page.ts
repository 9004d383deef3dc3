import type { ViewProblem } from '../../../db/domain/filter'
import type { Opened } from '../../_page'

/** The page of a list that is asked for; of one beyond the last, the first and what was wrong. */
export async function onePage<T extends { rows: unknown[] }>(
  { asked, problems }: Opened,
  ask: (page: number) => Promise<T>,
) {
  const answer = await ask(asked.page)
  if (answer.rows.length > 0 || asked.page === 1) return { asked, problems, ...answer }
  const beyond: ViewProblem = { param: 'page', value: String(asked.page), code: 'not_a_page' }
  return { asked: { ...asked, page: 1 }, problems: [...problems, beyond], ...(await ask(1)) }
}
