import { headers } from 'next/headers'
import type { Translate } from '../../../components/say'
import { reviewedSites } from '../../../db/mutations/concerned'
import { siteAt } from '../../../db/queries/site-at'
import { store } from '../../../db/store/open'
import { ADDRESS_HEADER } from '../../_headers'
import { namedBy } from '../../_site-at'

/** Says before a form is sent that it will be proposed, not saved: at a site that reviews, or perhaps where there is one. */
export async function Reviewed({ t }: { t: Translate }) {
  const { db } = store()
  const reviewed = await reviewedSites(db)
  if (reviewed.size === 0) return null
  const here = await siteAt(db, namedBy((await headers()).get(ADDRESS_HEADER) ?? ''))
  if (here !== null && !reviewed.has(here)) return null
  return <p className="quiet">{t(here === null ? 'desk.before.perhaps' : 'desk.before.here')}</p>
}
