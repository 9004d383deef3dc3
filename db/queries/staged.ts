import { and, isNull } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { HISTORY_KINDS } from '../domain/changes-filter'
import { at, can, type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import { RECORD_TABLES } from '../store/records'
import { noRows, type Rows } from '../store/rows'
import { type StagedChange, stagedChanges, stagedRecords } from '../store/staged'
import { type Db, isIn } from '../store/store'
import { RECORDS } from './fields'
import type { ImportRun } from './imports'
import type { Past, Version } from './past'
import { type ToldChange, tellIn } from './proposals'

/**
 * What an import would record for some rows of its file, by row, field by field. Empty where its staged file (`file`) is
 * gone, because it came true or was stopped. For readers who may record at its site.
 */
export async function tellStaged(
  db: Db,
  reader: Reader,
  { siteId }: Pick<ImportRun, 'siteId'>,
  file: string,
  rows: readonly number[],
): Promise<Map<number, ToldChange[]>> {
  const here = at(reader, siteId)
  const changes = stagedChanges(file, rows).filter(
    // Who somebody at risk is, only reviewers are told, as everywhere.
    (change) => change.kind !== 'person_name' || can(here, 'review'),
  )
  const ids = [
    ...new Set(changes.flatMap((c) => [c.id, ...namedBy(c.before), ...namedBy(c.after)])),
  ]
  const own = new Set(changes.map((c) => c.id))
  const beside = stagedRecords(
    file,
    ids.filter((id) => !own.has(id)),
  )
  const past = await pastOf(db, here, ids)
  const named = [...changes, ...beside]
  // A new monument is called by its staged names.
  const names = named.flatMap((c) => (c.kind === 'name' && c.after ? [asVersion(c)] : []))
  const withNames = { ...past, rows: { ...past.rows, name: [...past.rows.name, ...names] } }
  const told = tellIn(withNames as Past, named).slice(0, changes.length)
  const byRow = new Map<number, ToldChange[]>()
  told.forEach((change, i) => {
    const row = (changes[i] as StagedChange).row
    byRow.set(row, [...(byRow.get(row) ?? []), change])
  })
  return byRow
}

/** The records that a version of another names. */
function namedBy(content: StagedChange['after']): string[] {
  return Object.entries(content ?? {})
    .filter(([name]) => RECORDS.has(name))
    .flatMap(([, value]) => [value].flat().map(String))
}

/** As much of what is recorded now as these records and their names need; a whole site may be large. */
async function pastOf(db: Db, reader: Reader, ids: string[]): Promise<Past> {
  const rows: Rows = noRows()
  for (const kind of HISTORY_KINDS) {
    const table = RECORD_TABLES[kind] as typeof t.monument
    rows[kind] = (await db
      .select()
      .from(table as SQLiteTable)
      .where(and(isIn(table.id, ids), isNull(table.retiredRev)))) as never
  }
  const names = await db
    .select()
    .from(t.name)
    .where(and(isIn(t.name.subjectId, ids), isNull(t.name.retiredRev)))
  const known = new Set(rows.name.map((n) => n.id))
  rows.name.push(...names.filter((n) => !known.has(n.id)))
  const shown = visibleRows(rows, visibleTo(reader))
  const versions = new Map<string, Version[]>()
  for (const kind of HISTORY_KINDS)
    for (const row of shown[kind]) versions.set(row.id, [{ kind, row } as Version])
  return { site: shown.site[0] ?? null, rows: shown, versions, plain: new Set(versions.keys()) }
}

function asVersion({ after }: StagedChange) {
  return { position: 0, ...after, recordedRev: 0, retiredRev: null }
}
