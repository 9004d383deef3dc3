import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { changeHash, revisionHash } from '../../db/store/chain'
import { migrate } from '../../db/store/migrate'
import { writeDueEntries } from '../../db/store/search-index'
import { openSqlite } from '../../db/store/sqlite'
import { verify } from '../../db/store/verify'
import { smallRegister } from '../support/small-register'

const OURS = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const MIGRATOR = fileURLToPath(new URL('../support/migrating.ts', import.meta.url))
const AT = '2026-11-22T12:00:00.000Z'
const names = readdirSync(OURS)
  .filter((f) => f.endsWith('.sql'))
  .map((f) => f.slice(0, -4))

describe('migrating', () => {
  let scratch: string
  let file: string
  let folder: string
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'tadmor-migrate-'))
    file = join(scratch, 'tadmor.db')
    folder = join(scratch, 'migrations')
    cpSync(OURS, folder, { recursive: true })
  })
  afterEach(() => rmSync(scratch, { recursive: true, force: true }))

  const add = (name: string, sql: string) => writeFileSync(join(folder, `${name}.sql`), sql)

  test('brings an empty file to the newest schema, once', () => {
    assert.deepEqual(migrate(file, folder, AT), names)
    const first = dump(file)
    assert.deepEqual(migrate(file, folder, '2030-01-01T00:00:00.000Z'), [])
    assert.deepEqual(dump(file), first)
    assert.equal(copies().length, 0, 'nothing to copy when nothing was pending')
  })

  test('keeps the data, and a copy of them from before', () => {
    migrate(file, folder, AT)
    fill(file)
    const before = dump(file)
    add(
      '9000_more',
      'ALTER TABLE site ADD COLUMN more text;\n--> statement-breakpoint\nCREATE TABLE extra (id text);',
    )
    assert.deepEqual(migrate(file, folder, AT), ['9000_more'])
    assert.deepEqual(query(file, 'select id, slug, more from site'), [
      { id: 's', slug: 'palmyra', more: null },
    ])
    const [copy] = copies()
    assert.match(copy ?? '', /before-9000_more/)
    assert.deepEqual(dump(join(scratch, copy ?? '')), before)
  })

  const losses = {
    'empties a table': 'DELETE FROM hit;',
    'rebuilds a table without its rows':
      'CREATE TABLE new_hit (key text, window integer, count integer);\n--> statement-breakpoint\nDROP TABLE hit;\n--> statement-breakpoint\nALTER TABLE new_hit RENAME TO hit;',
    'drops a child by its parent': 'DELETE FROM user;',
    'breaks off half way':
      "INSERT INTO hit VALUES ('more', 1, 1);\n--> statement-breakpoint\nnot sql at all;",
    'breaks a reference': "UPDATE session SET user_id = 'nobody';",
    'deletes records': 'DELETE FROM site;',
  }
  for (const [what, sql] of Object.entries(losses))
    test(`a migration that ${what} is refused and nothing changes`, () => {
      migrate(file, folder, AT)
      fill(file)
      const before = dump(file)
      add('9000_bad', sql)
      assert.throws(() => migrate(file, folder, AT))
      assert.deepEqual(dump(file), before)
      rmSync(join(folder, '9000_bad.sql'))
      assert.deepEqual(migrate(file, folder, AT), [], 'and the register still opens')
    })

  test('a register from before search entries has them after the next start, also one cut off half way', async () => {
    const small = await smallRegister()
    for (const name of names.filter((n) => n >= '0004')) rmSync(join(folder, `${name}.sql`))
    migrate(file, folder, AT)
    const db = new Sqlite(file)
    db.prepare('attach ? as made').run(small.file)
    for (const table of tablesIn(db).filter((name) => !name.startsWith('search')))
      copyTable(db, table)
    db.exec(`insert into search_doc values (1, 'public', 'temple');
      insert into search (rowid, text) values (1, 'temple');`)
    db.close()
    await small.close()
    cpSync(OURS, folder, { recursive: true })
    migrate(file, folder, AT)
    const store = openSqlite(file)
    try {
      const due = query(file, 'select unit from search_due order by unit').map((d) => d.unit)
      assert.deepEqual(due, ['arch', 'paper', 'site', 'survey', 'temple'])
      const half = { ...store, atomic: () => Promise.reject(new Error('cut off')) }
      await assert.rejects(writeDueEntries(half), /cut off/)
      assert.equal(await writeDueEntries(store), due.length)
      assert.equal(await writeDueEntries(store), 0)
      assert.deepEqual((await verify(store.db)).findings, [])
    } finally {
      await store.close()
    }
  })

  for (const first of names.slice(1))
    test(`a register from before ${first} goes forward with its data, and goes on where it was cut off`, async () => {
      const later = names.filter((name) => name >= first)
      const others = later.slice(0, -1)
      const last = later.at(-1) ?? ''
      await registerFromBefore(first)
      const before = rowsIn(file)
      const sql = readFileSync(join(OURS, `${last}.sql`), 'utf8')
      add(last, `${sql}\n--> statement-breakpoint\nnot sql at all;`)
      assert.throws(() => migrate(file, folder, AT))
      assert.deepEqual(query(file, 'select name from migration where name >= ?', first), [
        ...others.map((name) => ({ name })),
      ])
      add(last, sql)
      assert.deepEqual(migrate(file, folder, AT), [last])
      const after = rowsIn(file)
      for (const [table, rows] of before)
        if (table !== 'migration') assert.deepEqual(asOf(rows, after.get(table) ?? []), rows, table)
      const [copy] = copies()
      assert.deepEqual(
        rowsIn(join(scratch, copy ?? '')),
        before,
        'and what the older version had is beside it',
      )
      const store = openSqlite(file)
      try {
        await writeDueEntries(store)
        assert.deepEqual((await verify(store.db)).findings, [])
        assert.ok(
          (await store.db.all("select 1 from search where search match 'temple'")).length > 0,
        )
      } finally {
        await store.close()
      }
    })

  test('a process killed in the middle of a migration leaves what was there, and the next start goes on', async () => {
    const last = names.at(-1) ?? ''
    await registerFromBefore(last)
    const before = dump(file)
    const sql = readFileSync(join(OURS, `${last}.sql`), 'utf8')
    const endless =
      'with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) from n;'
    add(last, `${sql}\n--> statement-breakpoint\n${endless}`)
    const child = spawn(process.execPath, ['--import', 'tsx', MIGRATOR, file, folder])
    const gone = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))
    while (copies().length === 0 || !existsSync(`${file}-wal`)) await setTimeout(20)
    await setTimeout(200)
    child.kill('SIGKILL')
    assert.equal(await gone, 'SIGKILL')
    assert.deepEqual(dump(file), before)
    add(last, sql)
    assert.deepEqual(migrate(file, folder, AT), [last])
  })

  test('refuses a migration that was changed, and a file of a newer version', () => {
    migrate(file, folder, AT)
    const name = names.at(-1) ?? ''
    add(name, `${readFileSync(join(OURS, `${name}.sql`), 'utf8')}\n-- changed`)
    assert.throws(() => migrate(file, folder, AT), /was changed/)
    rmSync(join(folder, `${name}.sql`))
    assert.throws(() => migrate(file, folder, AT), /newer version/)
  })

  test('three processes at once all succeed and each migration is applied once', async () => {
    for (let round = 0; round < 2; round++) {
      const target = join(scratch, `together-${round}.db`)
      const applied = await Promise.all([1, 2, 3].map(() => migrateElsewhere(target, folder)))
      assert.deepEqual(applied.flat().sort(), names)
      assert.deepEqual(query(target, 'pragma integrity_check'), [{ integrity_check: 'ok' }])
    }
  })

  /** A register with data as a version that knew only the migrations before `first` left it. */
  async function registerFromBefore(first: string): Promise<void> {
    const known = join(scratch, 'known')
    cpSync(OURS, known, {
      recursive: true,
      filter: (path) => !path.endsWith('.sql') || basename(path) < first,
    })
    migrate(file, known, AT)
    const small = await smallRegister()
    const db = new Sqlite(file)
    db.pragma('foreign_keys = off')
    // The tables behind the index for words are copied as they are.
    db.unsafeMode()
    db.prepare('attach ? as made').run(small.file)
    const made = db
      .prepare(`select name from made.sqlite_master where type = 'table'`)
      .pluck()
      .all()
    for (const table of tablesIn(db)) if (made.includes(table)) copyTable(db, table)
    hashAsThen(db)
    db.exec(`insert into user (id, name, email, email_verified, created_at, updated_at)
        values ('u', 'U', 'u@example.org', 1, 0, 0);
      insert into session values ('x', 'token', 'u', 0, null, null, 0, 0);`)
    db.close()
    await small.close()
  }

  const copies = () =>
    readdirSync(scratch).filter((f) => f.includes('.before-') && !/-(wal|shm)$/.test(f))
})

describe('the migrations', () => {
  const forbidden = {
    // The search index is derived, and written anew from what is due.
    'drops a table': /\bdrop\s+table\b(?! search(_doc)?;)|__new_/i,
    'deletes by cascade': /\bcascade\b/i,
    'takes time or randomness from SQL':
      /\b(random|randomblob|current_timestamp|current_date|current_time|strftime|julianday|unixepoch|date|time|datetime)\s*\(|\bcurrent_(timestamp|date|time)\b/i,
  }
  /** A table made anew because one of its CHECKs grew: dropped right after each of its rows was copied. */
  const COPIED_WHOLE =
    /INSERT INTO `(\w+)_widened` SELECT \* FROM `\1`;\s+DROP TABLE `\1`;\s+ALTER TABLE `\1_widened` RENAME TO `\1`;/g
  for (const name of names)
    for (const [what, pattern] of Object.entries(forbidden))
      test(`${name}: nothing ${what}`, () => {
        const sql = readFileSync(join(OURS, `${name}.sql`), 'utf8')
          .replace(/^--.*$/gm, '')
          .replace(COPIED_WHOLE, '')
        assert.doesNotMatch(sql, pattern)
      })
})

function migrateElsewhere(file: string, folder: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', MIGRATOR, file, folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [said, complained] = ['', '']
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (complained += chunk))
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(said)) : reject(new Error(complained)),
    )
  })
}

function fill(file: string): void {
  const db = new Sqlite(file)
  db.exec(`
    insert into site (id, recorded_rev, slug) values ('s', 1, 'palmyra');
    insert into hit values ('key', 1, 1);
    insert into user (id, name, email, email_verified, created_at, updated_at)
      values ('u', 'U', 'u@example.org', 1, 0, 0);
    insert into session values ('x', 'token', 'u', 0, null, null, 0, 0);`)
  db.close()
}

/** Tables that hold rows, those behind the index for words included. */
function tablesIn(db: Sqlite.Database): string[] {
  return db
    .prepare(
      `select name from main.sqlite_master where type = 'table' and sql not like 'create virtual%'
       and name not in ('migration', 'hit') and name not like 'sqlite_%'`,
    )
    .pluck()
    .all() as string[]
}

/** Fills a table from its namesake in the attached file, as far as it had those columns back then. */
function copyTable(db: Sqlite.Database, table: string): void {
  const columns = db.prepare(`select name from pragma_table_info(?)`).pluck().all(table)
  const list = columns.map((c) => `"${c}"`).join(', ')
  db.exec(`insert or replace into main."${table}" (${list}) select ${list} from made."${table}"`)
}

/** Before the words of codes were kept with each change, changes were hashed without. */
function hashAsThen(db: Sqlite.Database): void {
  const columns = db.prepare(`select name from pragma_table_info('change')`).pluck().all()
  if (columns.includes('labels')) return
  const guards = db.prepare(`select name, sql from main.sqlite_master where type = 'trigger'`).all()
  for (const { name } of guards as { name: string }[]) db.exec(`drop trigger "${name}"`)
  const changes = db.prepare('select * from change order by rev, seq').all() as ChangeRow[]
  for (const { rev, seq, salt, before, after, ...change } of changes) {
    const told = { before: JSON.parse(before ?? 'null'), after: JSON.parse(after ?? 'null') }
    const hash = changeHash(salt, { ...change, ...told, labels: null })
    db.prepare('update change set hash = ? where rev = ? and seq = ?').run(hash, rev, seq)
  }
  const [revision] = db.prepare('select * from revision').all() as Record<string, string>[]
  const { at = '', prev = '', header_hash: headerHash = '' } = revision ?? {}
  const hashes = db.prepare('select hash from change order by seq').pluck().all() as string[]
  const hash = revisionHash({ rev: 1, at, prev, headerHash, changes: hashes })
  db.prepare('update revision set hash = ?').run(hash)
  for (const { sql } of guards as { sql: string }[]) db.exec(sql)
}

type ChangeRow = {
  rev: number
  seq: number
  kind: string
  id: string
  base: number
  salt: string
  before: string | null
  after: string | null
}

/** The schema and every row. */
function dump(file: string): unknown {
  const tables = query(file, `select name, sql from sqlite_master order by name`)
  return { tables, rows: [...rowsIn(file)] }
}

/** Rows with the columns of older ones only; what a migration added is empty in them. */
function asOf(older: Record<string, unknown>[], rows: Record<string, unknown>[]) {
  const known = new Set(Object.keys(older[0] ?? {}))
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([column, value]) => known.has(column) || value !== null),
    ),
  )
}

/** Every row of every table that is not part of the index for words. */
function rowsIn(file: string): Map<string, Record<string, unknown>[]> {
  const tables = query(file, `select name, sql from sqlite_master order by name`)
  const own = tables.filter(
    (t) =>
      /^create table/i.test(String(t.sql)) && !/^search_(?!entry|word|due)/.test(String(t.name)),
  )
  return new Map(own.map(({ name }) => [String(name), query(file, `select * from "${name}"`)]))
}

function query(file: string, sql: string, ...values: unknown[]): Record<string, unknown>[] {
  const db = new Sqlite(file)
  try {
    return db.prepare(sql).all(...values) as Record<string, unknown>[]
  } finally {
    db.close()
  }
}
