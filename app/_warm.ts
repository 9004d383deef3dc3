import { isNull } from 'drizzle-orm'
import { EVERYTHING, type View } from '../db/domain/filter'
import { NOBODY } from '../db/domain/policy'
import { aside } from '../db/queries/aside'
import { stretchOf } from '../db/queries/stretch'
import { pinView } from '../db/queries/view'
import * as t from '../db/schema'
import { store } from '../db/store/open'

/** Sorted so, all that a list can need of a site has been read. */
const SORTS: View['sort'][] = ['position', 'name', 'changed', 'sources']

/**
 * Has the process aside read the large sites as soon as the server starts, so that the first reader who filters one need
 * not wait for it: some minutes for a million monuments. What fails is asked for again by that reader.
 */
export async function warmLargeSites(): Promise<void> {
  const { db } = store()
  const sites = await db.select({ id: t.site.id }).from(t.site).where(isNull(t.site.retiredRev))
  const { view } = await pinView(db, EVERYTHING, new Date().toISOString())
  for (const { id } of sites)
    if ((await aside(db, id)) !== null)
      for (const sort of SORTS) await stretchOf(db, NOBODY, id, { ...view, sort }, 0, 0)
}
