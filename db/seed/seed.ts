import { readHead, save } from '../store/save'
import type { Store } from '../store/store'
import { palmyraRecords } from './palmyra'

/** The day the fact sheet was compiled: the time of the seeding revision, so that every seed makes the same chain. */
const COMPILED = '2026-11-22T00:00:00.000Z'

/** Enters the facts of Palmyra into an empty register as its first revision. Returns false when it is not empty. */
export async function seed(store: Store): Promise<boolean> {
  if ((await readHead(store.db)).rev > 0) return false
  const { hash } = await save(store, (head) => {
    if (head.rev > 0) throw new Filled()
    return {
      actor: { id: 'seed', name: 'Palmyra fact sheet' },
      at: COMPILED,
      reason: 'Facts about Palmyra, 2011 to December 2025, as compiled on 22 November 2026',
      salt: 'palmyra',
      changes: palmyraRecords().map((record) => ({ op: 'enter' as const, ...record })),
    }
  }).catch((error) => {
    if (error instanceof Filled) return { hash: null }
    throw error
  })
  return hash !== null
}

/** Another server that started at the same moment was first. */
class Filled extends Error {}
