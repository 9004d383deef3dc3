import { setImmediate as breathe } from 'node:timers/promises'
import { type Reader, visibleTo } from '../domain/policy'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadPlaces } from '../store/rows'
import type { Db } from '../store/store'
import { registerPortions } from './register'
import type { RegisterRow } from './register-row'
import type { Pinned } from './view'

/** A line of the register with where it stands and its identifiers. */
export type Located = {
  row: RegisterRow
  coordinate: Row<'coordinate'> | null
  identifiers: Row<'identifier'>[]
}

const AT_ONCE = 200

/** The monuments of a view with their places, in its order, a portion at a time: much lighter than whole dossiers. */
export async function* located(
  db: Db,
  reader: Reader,
  siteId: string,
  pinned: Pick<Pinned, 'view'>,
): AsyncGenerator<Located[]> {
  for await (const portion of registerPortions(db, reader, siteId, pinned, AT_ONCE)) {
    const loaded = await loadPlaces(
      db,
      portion.map((row) => row.id),
      pinned.view.rev,
      true,
    )
    const rows = visibleRows(loaded, visibleTo(reader))
    const coordinates = bySubject(rows.coordinate)
    const identifiers = bySubject(rows.identifier)
    yield portion.map((row) => {
      const places = coordinates.get(row.id) ?? []
      return {
        row,
        coordinate: places.find((c) => c.preferred) ?? places[0] ?? null,
        identifiers: identifiers.get(row.id) ?? [],
      }
    })
    await breathe()
  }
}

function bySubject<T extends { subjectId: string }>(rows: T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) found.set(row.subjectId, [...(found.get(row.subjectId) ?? []), row])
  return found
}
