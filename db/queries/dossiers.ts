import { setImmediate as breathe } from 'node:timers/promises'
import { type Reader, visibleTo } from '../domain/policy'
import { visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows, type Rows, rowsByRoot } from '../store/rows'
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
    const [monuments, pileOf] = [byId(rows.monument), dealt(rows)]
    yield portion.flatMap((row) => {
      const monument = monuments.get(row.id)
      return monument ? [{ row, dossier: dossierOf(pileOf(row.id), monument, view) }] : []
    })
    await breathe()
  }
}

/** The rows that each monument's dossier is told from, so that the work on one does not grow with the portion. */
export function dealt(rows: Rows): (root: string) => Rows {
  const pileOf = rowsByRoot(rows)
  const [claims, sources, questions] = [byId(rows.claim), byId(rows.source), byId(rows.question)]
  return (root) => {
    const pile = pileOf(root)
    const claim = [
      ...new Set([...pile.claim, ...pile.adoption.flatMap((a) => claims.get(a.claimId) ?? [])]),
    ]
    const asked = [...claim, ...pile.assessment].flatMap((r) => r.questionId ?? [])
    const own = <T extends { subjectId: string }>(list: T[]) =>
      list.filter((r) => r.subjectId === root)
    return {
      ...pile,
      claim,
      coordinate: own(rows.coordinate),
      identifier: own(rows.identifier),
      note: own(rows.note),
      source: [...new Set(claim.map((c) => c.sourceId))].flatMap((id) => sources.get(id) ?? []),
      question: [...new Set(asked)].flatMap((id) => questions.get(id) ?? []),
    }
  }
}

function byId<T extends Pick<Row<'claim'>, 'id'>>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
