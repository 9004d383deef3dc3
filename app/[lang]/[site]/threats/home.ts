import type { Reader } from '../../../../db/domain/policy'
import type { Lang } from '../../../../db/domain/vocabulary'
import { placeOf } from '../../../../db/queries/editing'
import type { Db } from '../../../../db/store/store'

/** The page that shows a threat: that of the monument or part it is to, or the site's risk page. */
export async function homeOf(
  db: Db,
  reader: Reader,
  lang: Lang | string,
  subjectId: string,
): Promise<string> {
  const { site, slug } = await placeOf(db, reader, subjectId)
  return `/${lang}/${site}/${slug ?? 'risk'}`
}
