import { save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { enter } from './small-register'

/** The id and slug of a second site, with one restricted place: what those of another site must not see or touch. */
export const SECOND = {
  id: 'bosra',
  slug: 'bosra',
  monument: 'secret-well',
  name: 'Jugurtha',
} as const

/** Enters the second site into a register. */
export async function enterSecondSite(store: Store, at: string): Promise<void> {
  await save(store, () => ({
    actor: { id: 'test', name: 'Test' },
    at,
    reason: 'A second site',
    salt: 'second site',
    changes: [
      enter('site', { id: SECOND.id, slug: SECOND.slug }),
      enter('name', {
        id: `${SECOND.id}.en`,
        subjectId: SECOND.id,
        form: 'Bosra',
        lang: 'en',
        preferred: true,
        position: 0,
        sources: [],
      }),
      enter('monument', {
        id: SECOND.monument,
        siteId: SECOND.id,
        slug: SECOND.monument,
        kind: 'temple',
        position: 0,
        sensitivity: 'restricted',
      }),
      enter('name', {
        id: `${SECOND.monument}.en`,
        subjectId: SECOND.monument,
        form: SECOND.name,
        lang: 'en',
        preferred: true,
        position: 0,
        sources: [],
      }),
    ],
  }))
}
