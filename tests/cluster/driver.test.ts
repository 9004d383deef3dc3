import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { twoFactor } from 'better-auth/plugins'
import * as accountTables from '../../db/auth-schema'
import { parseClusterAddress } from '../../db/domain/cluster-address'
import { migrateCluster } from '../../db/store/migrate-cluster'
import { type Cluster, openRqlite } from '../../db/store/rqlite'
import { readHead, save } from '../../db/store/save'
import { ConstraintError, OutcomeUnknown } from '../../db/store/store'
import { checkFile, checkSearchIndex } from '../../db/store/verify/file'
import { assertSound } from '../support/audit'
import { type Blank, engineFixture, openWhere } from '../support/engines'
import { dated, enter, NOW, smallRegisterOn } from '../support/small-register'

const OURS = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const { blank, cluster } = engineFixture('cluster')

let folder: string
let register: Blank
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tadmor-driver-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  await register?.close()
  register = await smallRegisterOn(await blank())
})
after(() => register.close())

test('a list is carried out whole or not at all, and says which key refused it', async () => {
  const hit = (key: string, count: number | null) => ({
    sql: 'insert into hit (key, window, count) values (?, 0, ?)',
    params: [key, count],
  })
  const { atomic, db } = register.store
  await atomic([hit('a', 1), hit('b', 2)])
  await assert.rejects(
    atomic([hit('c', 3), hit('a', 4)]),
    (error) =>
      error instanceof ConstraintError &&
      assert.deepEqual(error.columns, ['hit.key', 'hit.window']) === undefined,
  )
  await assert.rejects(atomic([hit('d', null)]), ConstraintError)
  await assert.rejects(atomic([{ sql: 'delete from claim', params: [] }]), ConstraintError)
  assert.deepEqual(await db.values('select key, count from hit order by key'), [
    ['a', 1],
    ['b', 2],
  ])
})

test('a connection that has looked at the file finds it whole after others have written to its search index', async () => {
  const { db, atomic } = register.store
  await checkFile(db)
  const words = (n: number) =>
    Array.from({ length: 40 }, (_, i) => `word${(n * 7919 + i * 104_729) % 99_991}`).join(' ')
  for (let k = 0; k < 6; k++) {
    const entries = Array.from({ length: 100 }, (_, i) => ({
      sql: `insert into search_entry (unit, audience, kind, record_id, site_id, known_from, earliest, names, words, readings, context)
        select unit, audience, kind, record_id, site_id, known_from, earliest, ?, ?, '', '' from search_entry limit 1`,
      params: [`name${k * 100 + i}`, words(k * 100 + i)],
    }))
    await atomic(entries)
  }
  await checkFile(db)
  await checkSearchIndex(db)
})

test('rows that better-auth takes, raises and changes come back to it, and none where none was', async () => {
  const { db, atomic } = register.store
  const accounts = drizzleAdapter(db, { provider: 'sqlite', schema: accountTables })({
    plugins: [twoFactor()],
  })
  await atomic([
    ...['a', 'b'].map((id) => ({
      sql: "insert into verification (id, identifier, value, expires_at, created_at, updated_at) values (?, 'same', 'v', 0, 0, 0)",
      params: [id],
    })),
    {
      sql: "insert into user (id, name, email, email_verified, two_factor_enabled, created_at, updated_at) values ('u', 'U', 'u@example.org', 1, 1, 0, 0)",
      params: [],
    },
    {
      sql: "insert into two_factor (id, secret, backup_codes, user_id, verified, failed_verification_count) values ('f', 's', 'c', 'u', 1, 0)",
      params: [],
    },
  ])
  const take = () =>
    accounts.consumeOne({
      model: 'verification',
      where: [{ field: 'identifier', value: 'same' }],
    })
  const taken = [await take(), await take(), await take()]
  assert.deepEqual(
    taken.map((row) => row !== null),
    [true, true, false],
  )
  const change = (from: string, to: string) =>
    accounts.incrementOne<{ backupCodes: string }>({
      model: 'twoFactor',
      where: [
        { field: 'id', value: 'f' },
        { field: 'backupCodes', value: from },
      ],
      increment: {},
      set: { backupCodes: to },
    })
  assert.equal((await change('c', 'd'))?.backupCodes, 'd')
  assert.equal(await change('c', 'e'), null)
  const raise = () =>
    accounts.incrementOne<{ failedVerificationCount: number }>({
      model: 'twoFactor',
      where: [{ field: 'id', value: 'f' }],
      increment: { failedVerificationCount: 1 },
    })
  assert.deepEqual((await raise())?.failedVerificationCount, 1)
  assert.deepEqual((await raise())?.failedVerificationCount, 2)
})

test('an answer that is lost after the save was carried out is no second save and no failure', async () => {
  const between = await breakingOff(cluster().nodes[0]?.url ?? '')
  const store = openWhere(between.url, register.headsFile)
  try {
    const before = await readHead(register.store.newest)
    const saved = await save(store, () => aClaim('once'))
    assert.equal(between.broken(), 1, 'the answer was lost')
    assert.deepEqual(await readHead(register.store.newest), saved)
    assert.equal(saved.rev, before.rev + 1)
    await assertSound(register.store)
    const hits = { sql: 'insert into hit (key, window, count) values (?, 0, 1)', params: ['lost'] }
    between.breakNext()
    await assert.rejects(store.atomic([hits]), OutcomeUnknown)
  } finally {
    await store.close()
    await between.stop()
  }
})

test('a node that is gone is passed over', async () => {
  const [, ...others] = cluster().nodes
  const store = openWhere(
    `http://127.0.0.1:9,${others.map((n) => n.url.slice('http://'.length)).join(',')}`,
    register.headsFile,
  )
  assert.equal((await readHead(store.db)).rev, 1)
  await save(store, () => aClaim('by another node'))
  await store.close()
})

test('two servers that start together migrate once; what would lose rows is refused whole', async () => {
  const migrations = join(folder, 'migrations')
  cpSync(OURS, migrations, { recursive: true })
  const add = (name: string, sql: string) => writeFileSync(join(migrations, `${name}.sql`), sql)
  const address = parseClusterAddress(cluster().url)
  assert.ok(address)
  const open = (): Cluster => openRqlite(address, register.headsFile)
  const [one, two] = [open(), open()]
  const given = { folder: migrations, copies: join(folder, 'copy.db'), at: NOW }
  try {
    for (const [what, sql, told] of [
      ['empties', 'delete from hit', /would lose rows of hit/],
      ['breaks', 'not sql at all', /syntax error/],
      ['orphans', "update session set user_id = 'nobody'", /FOREIGN KEY|broken references/],
    ] as const) {
      await one.atomic([
        {
          sql: "insert into hit (key, window, count) values ('kept', 0, 1) on conflict do nothing",
          params: [],
        },
        {
          sql: "insert into user (id, name, email, email_verified, created_at, updated_at) values ('u', 'U', 'u@example.org', 1, 0, 0) on conflict do nothing",
          params: [],
        },
        {
          sql: "insert into session (id, token, user_id, expires_at, created_at, updated_at) values ('x', 't', 'u', 0, 0, 0) on conflict do nothing",
          params: [],
        },
      ])
      add('9000_bad', `create table ${what} (id text);\n--> statement-breakpoint\n${sql};`)
      await assert.rejects(migrateCluster(one, given), told, what)
      const left = await one.newest.values(`select 1 from sqlite_master where name = '${what}'`)
      assert.deepEqual(left, [], `${what}: nothing is left`)
      rmSync(join(migrations, '9000_bad.sql'))
    }
    add('9001_good', 'create table together (id text);')
    const done = await Promise.all([migrateCluster(one, given), migrateCluster(two, given)])
    assert.deepEqual(done.flat(), ['9001_good'])
    assert.ok(readdirSync(folder).some((name) => name.startsWith('copy.db.before-9001_good')))
    rmSync(join(migrations, '9001_good.sql'))
    await assert.rejects(migrateCluster(one, given), /start the newer version/)
  } finally {
    await one.atomic([
      { sql: 'drop table if exists together', params: [] },
      { sql: "delete from migration where name = '9001_good'", params: [] },
    ])
    await one.close()
    await two.close()
  }
})

function aClaim(id: string) {
  return {
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Said',
    salt: id,
    changes: [
      enter('claim', {
        id,
        ...dated('2015-09'),
        subjectId: 'temple',
        property: 'statement' as const,
        sourceId: 'paper',
        words: 'Said',
        wordsLang: 'en',
        knownFrom: 16_700,
      }),
    ],
  }
}

/** Passes on what it is asked, but breaks the connection off where the first list should be answered. */
async function breakingOff(target: string) {
  let broken = 0
  let left = 1
  const server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const path = String(request.url).replace(/[?&]redirect=?/, (found) =>
      found[0] === '?' ? '?' : '',
    )
    const answer = await fetch(`${target}${path}`, {
      method: request.method,
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat(pieces),
    })
    const body = Buffer.from(await answer.arrayBuffer())
    if (path.includes('/db/execute') && left > 0) {
      left--
      broken++
      request.socket.destroy()
    } else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    broken: () => broken,
    breakNext: () => {
      left = 1
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}
