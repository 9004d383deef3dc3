import { setImmediate as breathe } from 'node:timers/promises'
import { type Reader, visibleTo } from '../domain/policy'
import { visibleRows } from '../store/evidence'
import { loadRows } from '../store/rows'
import type { Db } from '../store/store'
import { type Dossier, dossierOf } from './dossier'
import { withKnownNotes } from './notes'
import { registerPortions } from './register'
import type { RegisterRow } from './register-row'
import type { Pinned } from './view'

/** A line of the register with everything that is known of its monument. */
export type Entry = { row: RegisterRow; dossier: Dossier }

/** Small enough that a portion costs a few milliseconds and that others are answered in between. */
const AT_ONCE = 25

/**
 * Everything about the monuments of a view, in its order, a portion at a time: memory does not grow with the register.
 * Stops between two portions when the caller stops asking.
 */
export async function* dossiers(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pick<Pinned, 'view'>,
): AsyncGenerator<Entry[]> {
  const { view } = pinned
  for await (const portion of registerPortions(db, reader, siteId, pinned, AT_ONCE)) {
    const roots = portion.map((row) => row.id)
    const loaded = await loadRows(db, { roots }, view.rev)
    const rows = await withKnownNotes(db, visibleRows(loaded, visibleTo(reader)), view)
    const monuments = new Map(rows.monument.map((m) => [m.id, m]))
    yield portion.flatMap((row) => {
      const monument = monuments.get(row.id)
      return monument ? [{ row, dossier: dossierOf(rows, monument, view) }] : []
    })
    await breathe()
  }
}
