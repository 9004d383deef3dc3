import type { NewRow, RecordKind } from '../store/records'

/** One record of the seed, as the store takes it. */
export type SeedRecord = { [K in RecordKind]: { kind: K; row: NewRow<K> } }[RecordKind]

/** Labels rows with their kind. */
export function records<K extends RecordKind>(kind: K, rows: NewRow<K>[]): SeedRecord[] {
  return rows.map((row) => ({ kind, row }) as SeedRecord)
}
