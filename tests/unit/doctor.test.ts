import assert from 'node:assert/strict'
import { appendFileSync, chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import type { Line } from '../../db/cli/doctor/line'
import * as machine from '../../db/cli/doctor/machine'
import * as outside from '../../db/cli/doctor/outside'
import * as register from '../../db/cli/doctor/register'
import { type Env, readEnv } from '../../db/cli/env'
import { noteLastBackup } from '../../db/store/backup/last'
import { openSqlite } from '../../db/store/sqlite'
import { runCli } from '../support/cli'
import { mountTiny, whyNoDisk } from '../support/faulty'
import { NOW, smallRegister } from '../support/small-register'

const MIGRATIONS = new URL('../../db/migrations', import.meta.url).pathname
const DAY = 86_400_000

let original: string
let close: () => Promise<void>
let scratch: string
before(async () => {
  const made = await smallRegister()
  close = made.close
  await made.store.close()
  original = dirname(made.file)
  writeFileSync(join(original, 'secret'), `${'5'.repeat(64)}\n`, { mode: 0o600 })
  scratch = mkdtempSync(join(tmpdir(), 'tadmor-doctor-'))
})
after(async () => {
  await close().catch(() => {})
  rmSync(original, { recursive: true, force: true })
  rmSync(scratch, { recursive: true, force: true })
})

test('a sound register and machine', async () => {
  const { env, db, end } = healthy('sound')
  const lines = [
    machine.checkNode(),
    machine.checkPackages(),
    ...machine.checkFolder(env),
    machine.checkLeftovers(env),
    machine.checkClock(Date.parse(NOW), NOW),
    outside.checkOrigin(env),
    await outside.checkServer(env),
    await register.checkSqlite(db, { cluster: null }),
    await register.checkSchema(db, MIGRATIONS),
    ...(await register.checkIntegrity(db, env, false)),
    ...(await register.checkIntegrity(db, env, true)),
    ...(await register.checkHeads(db, env)),
    await register.checkBackup(db, env, Date.parse(NOW)),
  ]
  assert.deepEqual(
    lines.filter(({ state }) => state !== 'ok'),
    [],
  )
  await end()
})

/** Each thing that can be wrong: how it is broken, who is asked, what is said. */
const BROKEN: [
  string,
  (h: Healthy) => void,
  (h: Healthy) => Promise<Line[]> | Line[],
  Line['state'],
  RegExp,
][] = [
  [
    'folder missing',
    (h) => rmSync(h.env.dataDir, { recursive: true }),
    (h) => machine.checkFolder(h.env),
    'fail',
    /not there/,
  ],
  [
    'folder open to others',
    (h) => chmodSync(h.env.dataDir, 0o755),
    (h) => machine.checkFolder(h.env),
    'warn',
    /can be read by others \(755\)/,
  ],
  [
    'secret open to others',
    (h) => chmodSync(join(h.env.dataDir, 'secret'), 0o644),
    (h) => machine.checkFolder(h.env),
    'warn',
    /secret can be read/,
  ],
  [
    'secret cut short',
    (h) => writeFileSync(join(h.env.dataDir, 'secret'), 'x'),
    (h) => machine.checkFolder(h.env),
    'fail',
    /cut short/,
  ],
  [
    'secret missing',
    (h) => rmSync(join(h.env.dataDir, 'secret')),
    (h) => machine.checkFolder(h.env),
    'warn',
    /none yet/,
  ],
  [
    'copies left',
    (h) => writeFileSync(join(h.env.dataDir, 'tadmor.db.before-0003'), ''),
    (h) => [machine.checkLeftovers(h.env)],
    'warn',
    /1 older cop/,
  ],
  [
    'clock behind',
    () => {},
    () => [machine.checkClock(Date.parse(NOW) - DAY, NOW)],
    'fail',
    /before the newest save/,
  ],
  ['clock never set', () => {}, () => [machine.checkClock(0, null)], 'fail', /1970/],
  [
    'plain http',
    () => {},
    (h) => [outside.checkOrigin({ ...h.env, publicOrigin: 'http://localhost:3000' })],
    'warn',
    /only this machine/,
  ],
  [
    'no mail server',
    () => {},
    (h) => outside.checkMail({ ...h.env, mail: { url: 'smtp://127.0.0.1:1', from: 'a@b.c' } }),
    'warn',
    /does not answer/,
  ],
  [
    'no cluster',
    () => {},
    () => outside.checkCluster({ nodes: ['http://127.0.0.1:1'], user: null, password: null }),
    'fail',
    /not ready/,
  ],
  [
    'schema behind',
    (h) => h.raw("delete from migration where name like '0007%'"),
    (h) => awaitAll(register.checkSchema(h.db, MIGRATIONS)),
    'warn',
    /1 migration\(s\) to come/,
  ],
  [
    'schema of a newer version',
    (h) => h.raw("insert into migration values ('9999_new', 'x', 'x')"),
    (h) => awaitAll(register.checkSchema(h.db, MIGRATIONS)),
    'fail',
    /9999_new/,
  ],
  [
    'trigger missing',
    (h) => h.raw('drop trigger claim_no_delete'),
    (h) => register.checkIntegrity(h.db, h.env, false),
    'fail',
    /claim_no_delete/,
  ],
  [
    'reference broken',
    (h) =>
      h.raw(
        "pragma foreign_keys = off; update monument set part_of = 'nobody' where part_of is not null",
        ['monument_retire_once'],
      ),
    (h) => register.checkIntegrity(h.db, h.env, false),
    'fail',
    /refers to|trigger/,
  ],
  [
    'value altered',
    (h) => h.raw("update revision set at = '2020' where rev = 1", ['revision_erase_only']),
    (h) => register.checkIntegrity(h.db, h.env, true),
    'fail',
    /revision 1/,
  ],
  [
    'register cut',
    (h) => appendFileSync(join(h.env.dataDir, 'heads.log'), `9 ${'a'.repeat(64)} ${NOW}\n`),
    (h) => register.checkHeads(h.db, h.env),
    'fail',
    /revision 9/,
  ],
  [
    'log of heads missing',
    (h) => rmSync(join(h.env.dataDir, 'heads.log')),
    (h) => register.checkHeads(h.db, h.env),
    'fail',
    /missing/,
  ],
  [
    'log of heads cut',
    (h) => writeFileSync(join(h.env.dataDir, 'heads.log'), ''),
    (h) => register.checkHeads(h.db, h.env),
    'warn',
    /not noted/,
  ],
  [
    'no backup',
    (h) => rmSync(join(h.env.dataDir, 'last-backup.json')),
    (h) => awaitAll(register.checkBackup(h.db, h.env, Date.parse(NOW))),
    'warn',
    /none yet/,
  ],
  [
    'backup old',
    () => {},
    (h) => awaitAll(register.checkBackup(h.db, h.env, Date.parse(NOW) + 7 * DAY)),
    'warn',
    /7 days old/,
  ],
  [
    'backup gone',
    (h) => rmSync(join(h.env.dataDir, 'a-backup.db')),
    (h) => awaitAll(register.checkBackup(h.db, h.env, Date.parse(NOW))),
    'warn',
    /not at/,
  ],
]

for (const [what, breakIt, ask, state, says] of BROKEN)
  test(`broken: ${what}`, async () => {
    const h = healthy(what.replaceAll(' ', '-'))
    breakIt(h)
    const found = (await ask(h)).filter((line) => line.state !== 'ok')
    await h.end()
    assert.equal(found[0]?.state, state, JSON.stringify(found))
    assert.match(found.map((line) => line.found).join('\n'), says)
    assert.ok(found[0]?.todo)
  })

test('a disk that is full, or nearly, is told', (t) => {
  const why = whyNoDisk()
  if (why) return t.skip(why)
  for (const [size, state] of [
    ['1m', 'fail'],
    ['200m', 'warn'],
    ['2g', 'ok'],
  ] as const) {
    const disk = mountTiny(size)
    const read = readEnv({ DATA_DIR: disk.folder })
    const line = machine.checkDisk(read.ok ? read.env : assert.fail())
    disk.remove()
    assert.equal(line.state, state, size)
    assert.match(line.found, /free/)
  }
})

test('a server that is not ready is told', async () => {
  const server = http.createServer((_, answer) => answer.writeHead(503).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { env, end } = healthy('server')
  assert.equal((await outside.checkServer({ ...env, port })).state, 'warn')
  server.close()
  await end()
})

test('the command leaves with 2 for what is broken, 1 for what is old', async () => {
  const { env, end } = healthy('command')
  await end()
  const settings = { DATA_DIR: env.dataDir, PORT: '4398' }
  const old = await runCli('doctor', [], settings)
  assert.equal(old.code, 1, old.out)
  assert.match(old.out, /^warn {2}PUBLIC_ORIGIN: .*\n {6}→ /m)
  const broken = await runCli('doctor', [], { ...settings, LOG_LEVEL: 'loud' })
  assert.equal(broken.code, 2, broken.out)
  assert.match(broken.out, /LOG_LEVEL must be one of/)
})

type Healthy = ReturnType<typeof healthy>

/** A register of its own in good order, with its settings. `raw` alters the file past its triggers. */
function healthy(name: string) {
  const dataDir = join(scratch, name)
  cpSync(original, dataDir, { recursive: true })
  chmodSync(dataDir, 0o700)
  writeFileSync(join(dataDir, 'a-backup.db'), '')
  noteLastBackup(dataDir, { at: NOW, rev: 1, head: 'x', file: join(dataDir, 'a-backup.db') })
  const read = readEnv({ DATA_DIR: dataDir, PORT: '4397', PUBLIC_ORIGIN: 'https://tadmor.example' })
  const env: Env = read.ok ? read.env : assert.fail()
  const file = join(dataDir, 'tadmor.db')
  const { db, close: end } = openSqlite(file)
  const raw = (sql: string, triggers: string[] = []) => {
    const connection = new Sqlite(file)
    for (const trigger of triggers) connection.exec(`drop trigger ${trigger}`)
    connection.exec(sql)
    connection.close()
  }
  return { env, db, end, raw }
}

async function awaitAll(...asked: Promise<Line>[]): Promise<Line[]> {
  return Promise.all(asked)
}
