import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database, { type Statement as Prepared } from 'better-sqlite3'
import { getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as t from '../schema'
import type { Derived } from './derive'
import { insertOf } from './insert'
import { RECORD_TABLES, type RecordChange, type RecordKind } from './records'
import { logEntry } from './save'
import { learnWords, wordsIn } from './search-index'
import type { Statement, Store } from './store'

/** What the attached file is called in statements. */
const STAGED = 'staged'

/** The derived tables whose rows are prepared, and the column that names their unit. */
const DERIVED = { span: t.span, search_entry: t.searchEntry } as const

/** How much is written at once of what the search finds. */
const [UNITS_AT_ONCE, WORDS_AT_ONCE] = [500, 5000]

/** How much is staged: changes by what they do. */
export type StagedCounts = { entered: number; corrected: number; withdrawn: number }

/**
 * A revision in the making, in a file of its own beside the register: every change with its hash, every row as the
 * record tables will hold it, and what is derived from them. Nothing of the register reads it; it lies ready so that
 * becoming true is copying, and losing it loses nothing.
 */
export class Scratch {
  private readonly connection: Database.Database
  private readonly prepared = new Map<string, Prepared>()
  /** How many changes were added since it was opened. */
  readonly counts: StagedCounts = { entered: 0, corrected: 0, withdrawn: 0 }
  private seq: number
  private docs = 0

  /** Opens or begins the file. */
  constructor(
    readonly file: string,
    private readonly salt: string,
  ) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    this.connection = new Database(file)
    // It is thrown away with its process: nothing is gained by having it safe on the disk.
    this.connection.pragma('journal_mode = MEMORY')
    this.connection.pragma('synchronous = OFF')
    this.connection.pragma('cache_size = -16384')
    this.connection.exec(schemaOf())
    this.seq = this.connection.prepare('select count(*) from change').pluck().get() as number
  }

  /**
   * Adds some changes and what is derived of the units that they touch. `fresh`: units that were not there before;
   * `rowOf`: the row of the file that asks for a change.
   */
  add(
    changes: RecordChange[],
    derived: Derived,
    fresh: ReadonlySet<string>,
    rowOf?: ReadonlyMap<RecordChange, number>,
  ): void {
    this.connection.exec('begin')
    for (const change of changes) {
      const row = rowOf?.get(change)
      if (row !== undefined) this.insertInto('line', [row, this.seq])
      this.addChange(change)
    }
    for (const { root, spans } of derived.roots) {
      this.insertInto('root', [root, fresh.has(root) ? 1 : 0])
      for (const span of spans) this.insertInto('span', insertOf(t.span, span).params)
    }
    for (const { unit, entries } of derived.units) {
      this.insertInto('unit', [unit, fresh.has(unit) ? 1 : 0])
      for (const entry of entries) {
        const row = { ...entry, doc: ++this.docs }
        this.insertInto('search_entry', insertOf(t.searchEntry, row).params)
      }
    }
    const words = wordsIn(derived.units.flatMap((unit) => unit.entries))
    for (const word of words) this.insertInto('word', [word])
    this.connection.exec('commit')
  }

  /** Makes what was added ready to be looked up; afterwards, since keys that come in any order are slow to keep in order. */
  index(): void {
    this.connection.exec(`create index if not exists change_id on change (id);
      create index if not exists search_entry_unit on search_entry (unit)`)
  }

  /** The hashes of the changes, in order. */
  *hashes(): Generator<string> {
    yield* this.connection
      .prepare('select hash from change order by seq')
      .pluck()
      .iterate() as IterableIterator<string>
  }

  /** Those of some monuments that would be touched. */
  rootsAmong(ids: string[]): string[] {
    return this.connection
      .prepare('select id from root where id in (select value from json_each(?))')
      .pluck()
      .all(JSON.stringify(ids)) as string[]
  }

  /** Whether one of some identifiers would be entered. */
  hasIdentifierAmong(identifiers: { scheme: string; value: string | null }[]): boolean {
    if (identifiers.length === 0) return false
    const pairs = JSON.stringify(identifiers.map(({ scheme, value }) => [scheme, value]))
    const found = this.connection.prepare(
      `select 1 from r_identifier where (scheme, value) in (select value ->> 0, value ->> 1 from json_each(?)) limit 1`,
    )
    return found.get(pairs) !== undefined
  }

  /** The units that the search would find anew, some at a time. */
  units(atOnce: number): Generator<string[]> {
    return this.keys('select id from unit where id > ? order by id limit ?', atOnce)
  }

  /** The words that the search would learn, some at a time. */
  words(atOnce: number): Generator<string[]> {
    return this.keys('select word from word where word > ? order by word limit ?', atOnce)
  }

  private *keys(sql: string, atOnce: number): Generator<string[]> {
    const select = this.connection.prepare(sql).pluck()
    for (let last = ''; ; ) {
      const keys = select.all(last, atOnce) as string[]
      if (keys.length === 0) return
      yield keys
      last = keys.at(-1) as string
    }
  }

  /** Every statement of revision `rev` with its rows, in the order in which a save would run them. */
  *statements(rev: number): Generator<Statement> {
    const kinds = Object.keys(RECORD_TABLES) as RecordKind[]
    yield* this.inserts(t.change, 'change', ['rev'], [rev])
    for (const row of this.rows('select kind, id, base from retire'))
      yield {
        sql: `update "${row.kind}" set retired_rev = ? where id = ? and recorded_rev = ? and retired_rev is null`,
        params: [rev, row.id, row.base],
      }
    for (const kind of kinds)
      for (const row of this.rows(`select * from r_${kind} order by rowid`))
        yield insertRow(kind, { ...row, recorded_rev: rev })
    for (const { id } of this.rows('select id from root order by id')) {
      yield insertRow('touched', { monument_id: id, rev })
      yield {
        sql: `delete from span where audience in ('public', 'editor') and monument_id = ?`,
        params: [id],
      }
    }
    yield* this.inserts(t.span, 'span', [], [])
    for (const { id } of this.rows('select id from unit order by id'))
      yield { sql: 'delete from search_entry where unit = ?', params: [id] }
    for (const { doc: _, ...row } of this.rows('select * from search_entry order by rowid'))
      yield insertRow('search_entry', row)
    for (const words of this.words(WORDS_AT_ONCE)) yield learnWords(words)
  }

  private *inserts(
    table: SQLiteTable,
    from: string,
    given: string[],
    values: unknown[],
  ): Generator<Statement> {
    const extra = Object.fromEntries(given.map((column, i) => [column, values[i]]))
    for (const row of this.rows(`select * from ${from} order by rowid`))
      yield insertRow(getTableName(table), { ...extra, ...row })
  }

  private rows(sql: string): IterableIterator<Record<string, unknown>> {
    return this.connection.prepare(sql).iterate() as IterableIterator<Record<string, unknown>>
  }

  close(): void {
    this.connection.close()
  }

  private addChange(change: RecordChange): void {
    const entry = logEntry(change, 0, this.seq++, this.salt)
    this.insertInto('change', insertOf(t.change, entry).params.slice(1))
    this.counts[
      ({ enter: 'entered', correct: 'corrected', withdraw: 'withdrawn' } as const)[change.op]
    ]++
    if (change.op !== 'enter')
      this.insertInto('retire', [change.kind, change.before.id, change.before.recordedRev])
    if (change.op === 'withdraw') return
    const row = { ...change.row, recordedRev: 0, retiredRev: null } as never
    const table = RECORD_TABLES[change.kind] as SQLiteTable
    this.insertInto(`r_${change.kind}`, insertOf(table, row).params)
  }

  private insertInto(table: string, values: unknown[]): void {
    const known = this.prepared.get(table)
    const statement =
      known ??
      this.connection.prepare(`insert or replace into ${table} values (${values.map(() => '?')})`)
    if (!known) this.prepared.set(table, statement)
    statement.run(...values)
  }
}

/**
 * What makes an attached scratch true as revision `rev`, behind the statement that links the revision: the same rows as
 * a save of the same changes writes, in lists that SQLite copies.
 */
export function copyStatements(rev: number): Statement[] {
  const changeColumns = columnsOf(t.change).filter((c) => c !== 'rev')
  const kinds = Object.keys(RECORD_TABLES) as RecordKind[]
  return [
    {
      sql: `insert into change (rev, ${changeColumns}) select ?, ${changeColumns} from ${STAGED}.change order by seq`,
      params: [rev],
    },
    ...kinds.map((kind) => ({
      sql: `update "${kind}" set retired_rev = ? where retired_rev is null and (id, recorded_rev) in (select id, base from ${STAGED}.retire where kind = '${kind}')`,
      params: [rev],
    })),
    ...kinds.map((kind) => copyOf(RECORD_TABLES[kind], `r_${kind}`, { recorded_rev: rev })),
    {
      sql: `insert into touched (monument_id, rev) select id, ? from ${STAGED}.root order by id`,
      params: [rev],
    },
    {
      sql: `delete from span where audience in ('public', 'editor') and monument_id in (select id from ${STAGED}.root where fresh = 0)`,
      params: [],
    },
    copyOf(t.span, 'span', {}),
    {
      sql: `delete from search_entry where unit in (select id from ${STAGED}.unit where fresh = 0)`,
      params: [],
    },
    {
      sql: `insert into search_due (unit) select id from ${STAGED}.unit where true on conflict do nothing`,
      params: [],
    },
  ]
}

/**
 * Writes what the search finds by entries that `copyStatements` left due, as they were prepared, where nobody wrote them
 * meanwhile; in short lists, so that no save waits long. What is interrupted is made anew at the next start.
 */
export async function indexStaged(store: Store, scratch: Scratch): Promise<void> {
  const { withStaged } = store
  if (!withStaged) return
  for (const words of scratch.words(WORDS_AT_ONCE)) await store.atomic([learnWords(words)])
  const among = 'in (select value from json_each(?))'
  const due = `where unit ${among} and unit in (select unit from search_due) order by rowid`
  const entries = copyOf(t.searchEntry, 'search_entry', {}, ['doc']).sql.replace(/order by.*/, due)
  for (const units of scratch.units(UNITS_AT_ONCE)) {
    const params = [JSON.stringify(units)]
    await withStaged(scratch.file, () =>
      store.atomic([
        { sql: entries, params },
        { sql: `delete from search_due where unit ${among}`, params },
      ]),
    )
  }
}

function copyOf(
  table: SQLiteTable,
  from: string,
  given: Record<string, unknown>,
  without: string[] = [],
): Statement {
  const columns = columnsOf(table).filter((c) => !without.includes(c))
  return {
    sql: `insert into "${getTableName(table)}" (${columns}) select ${columns.map((c) => (c in given ? '?' : c))} from ${STAGED}.${from} order by rowid`,
    params: columns.filter((c) => c in given).map((c) => given[c]),
  }
}

function insertRow(table: string, row: Record<string, unknown>): Statement {
  const columns = Object.keys(row)
  return {
    sql: `insert into "${table}" (${columns}) values (${columns.map(() => '?')})`,
    params: Object.values(row),
  }
}

/** The columns of a table by name, in the order in which `insertOf` fills them. */
function columnsOf(table: SQLiteTable): string[] {
  return [...insertOf(table, {} as never).sql.matchAll(/"([a-z0-9_]+)"/g)]
    .slice(1)
    .map((m) => m[1] as string)
}

function schemaOf(): string {
  const table = (name: string, columns: string[]) =>
    `create table if not exists ${name} (${columns.join(', ')});`
  return [
    table('change', [
      'seq integer primary key',
      ...columnsOf(t.change).filter((c) => c !== 'rev' && c !== 'seq'),
    ]),
    table('line', ['row integer', 'seq integer', 'primary key (row, seq)']),
    table('retire', ['kind', 'id', 'base']),
    table('root', ['id text primary key', 'fresh']),
    table('unit', ['id text primary key', 'fresh']),
    table('word', ['word text primary key']),
    ...Object.entries(RECORD_TABLES).map(([kind, record]) => table(`r_${kind}`, columnsOf(record))),
    ...Object.entries(DERIVED).map(([name, derived]) => table(name, columnsOf(derived))),
  ].join('\n')
}

/** Removes a scratch file with what SQLite left beside it. */
export function removeScratch(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}

/** The same as statements that carry their rows: for an engine that cannot read the file. Held in memory as a whole, so callers bound it (`isTooLarge`). */
export function stagedStatements(scratch: Scratch, rev: number): Statement[] {
  return [...scratch.statements(rev)]
}
