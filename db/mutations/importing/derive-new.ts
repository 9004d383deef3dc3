import { type Derived, derivedSpans } from '../../store/derive'
import type { Row } from '../../store/records'
import { RECORD_TABLES, type RecordChange, type RecordKind } from '../../store/records'
import type { Rows } from '../../store/rows'
import { entriesOf } from '../../store/search-index'

/**
 * What is derived of a monument that is entered with everything that is said of it, without asking the register, which
 * knows nothing of it yet. `sources` are those that its changes cite.
 */
export function deriveNew(
  root: string,
  changes: readonly RecordChange[],
  sources: readonly Row<'source'>[],
): { root: Derived['roots'][number]; unit: Derived['units'][number] } {
  const rows = Object.fromEntries(
    (Object.keys(RECORD_TABLES) as RecordKind[]).map((kind) => [kind, []]),
  ) as unknown as Rows
  for (const change of changes)
    if (change.op === 'enter' && change.kind !== 'source')
      (rows[change.kind] as unknown[]).push(change.row)
  for (const kind of ['name', 'claim', 'assessment', 'threat', 'adoption', 'note'] as const)
    if (rows[kind].length > 1) rows[kind].sort((a, b) => (a.id < b.id ? -1 : 1))
  rows.source = [...sources]
  return {
    root: { root, spans: derivedSpans(rows, root) },
    unit: { unit: root, entries: entriesOf(rows, root, new Map()) },
  }
}
