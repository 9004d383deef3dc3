import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { readLastBackup } from '../../db/store/backup/last'
import { makeBackup } from '../../db/store/backup/make'
import { listBackups } from '../../db/store/backup/manifest'
import { checkBackup, isHeld, restoreBackup } from '../../db/store/backup/restore'
import { snapshotOfFile } from '../../db/store/backup/snapshot'
import { readHead, save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import { verify } from '../../db/store/verify'
import { notesIn } from '../../db/store/verify/heads'
import { FULL } from '../sizes'
import { runCli } from '../support/cli'
import { enter, NOW, palmyraRegister } from '../support/small-register'

/** Each command is a process that takes seconds to begin where the machine is busy. */
const long = { skip: !FULL && 'under FULL' }

let dataDir: string
let file: string
let close: () => Promise<void>
let scratch: string
let picture: string
before(async () => {
  const register = await palmyraRegister()
  file = register.file
  dataDir = dirname(file)
  close = register.close
  scratch = mkdtempSync(join(tmpdir(), 'tadmor-backup-'))
  const made = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tests/support/picturing.ts', dataDir, claimOf(file)],
    { encoding: 'utf8' },
  )
  assert.equal(made.status, 0, made.stderr)
  picture = readdirSync(join(dataDir, 'images/public'))[0] ?? assert.fail('no picture')
})
after(async () => {
  await close()
  rmSync(scratch, { recursive: true, force: true })
})

const backup = (to: string, at = NOW, keep = 7) =>
  makeBackup({ dataDir, to, keep, at, snapshot: snapshotOfFile(file) })

test('a backup is whole, says of itself what it is, and is known to the register', async () => {
  const to = join(scratch, 'whole')
  const { name, manifest, copied } = await backup(to)
  assert.equal(copied.files, 4)
  assert.deepEqual(manifest.problems, [])
  assert.equal(name, `backup-20261122T120000000Z-${manifest.rev}-${manifest.head}`)
  assert.deepEqual(
    readdirSync(to).sort(),
    ['db', 'heads.log', 'json'].map((e) => `${name}.${e}`).concat('files'),
  )
  assert.equal(readLastBackup(dataDir)?.file, join(to, `${name}.db`))
  assert.equal((await backup(to, '2026-11-23T12:00:00.000Z')).copied.files, 0)
  assert.equal(statSync(join(to, 'files/images/public', picture)).nlink, 1)
})

test('restored where there was nothing it is the same register', async () => {
  const to = join(scratch, 'away')
  const { name, manifest } = await backup(to)
  const fresh = join(scratch, 'fresh')
  await restoreBackup(await checkBackup(join(to, `${name}.db`)), { dataDir: fresh, at: NOW })
  assert.deepEqual(await whole(fresh), { findings: [], head: manifest.head })
})

test('going back moves what stood there aside, and tells what was given up', async () => {
  const to = join(scratch, 'back')
  const copy = join(scratch, 'goes-back')
  const { name, manifest } = await backup(to)
  await makeCopy(copy)
  const lost = await saveOne(join(copy, 'tadmor.db'))
  const restored = await restoreBackup(await checkBackup(join(to, `${name}.db`)), {
    dataDir: copy,
    at: NOW,
  })
  assert.deepEqual(restored.givenUp, { rev: lost.rev, hash: lost.hash })
  assert.equal(restored.isOfAnother, false)
  assert.deepEqual(readdirSync(restored.aside ?? '').includes('tadmor.db'), true)
  assert.deepEqual(await whole(copy), { findings: [], head: manifest.head })
  const [note = ''] = await notesIn(join(copy, 'heads.log'))
  assert.match(
    note,
    new RegExp(
      `revisions ${manifest.rev + 1} to ${lost.rev} were given up, the last with head ${lost.hash}`,
    ),
  )
})

test('a log left beside the old database does not reach the restored one', async () => {
  const to = join(scratch, 'wal')
  const copy = join(scratch, 'with-wal')
  const { name, manifest } = await backup(to)
  await makeCopy(copy)
  const store = openSqlite(join(copy, 'tadmor.db'))
  await readHead(store.db)
  await saveOne(join(copy, 'tadmor.db'))
  // As a crash leaves it: the save is in the log alone.
  cpSync(join(copy, 'tadmor.db-wal'), join(scratch, 'left-wal'))
  await store.close()
  cpSync(join(scratch, 'left-wal'), join(copy, 'tadmor.db-wal'))
  await restoreBackup(await checkBackup(join(to, `${name}.db`)), { dataDir: copy, at: NOW })
  assert.deepEqual(await whole(copy), { findings: [], head: manifest.head })
})

/** What is wrong with a database, past its guards; all but the damage is as it should be. */
const DAMAGES: [string, string, RegExp][] = [
  ['a guard is gone', 'drop trigger claim_no_delete', /claim_no_delete/],
  [
    'something is missing that must be there',
    "pragma writable_schema = on; update sqlite_schema set sql = replace(sql, '`maybe` text', '`maybe` text NOT NULL') where name = 'span'",
    /NULL value in span/,
  ],
  [
    'something refers to nothing',
    "pragma foreign_keys = off; insert into session (id, expires_at, token, created_at, updated_at, user_id) values ('s', 0, 't', 0, 0, 'nobody')",
    /session/,
  ],
  ['the chain is broken', 'update revision set hash = upper(hash) where rev = 1', /revision 1/],
]

for (const [what, sql, says] of DAMAGES)
  test(`a register is neither backed up nor put back where ${what}`, async () => {
    const to = join(scratch, `damaged-${says.source}`)
    const copy = join(scratch, `is-damaged-${says.source}`)
    await makeCopy(copy)
    damage(join(copy, 'tadmor.db'), sql)
    const snapshot = snapshotOfFile(join(copy, 'tadmor.db'))
    await assert.rejects(makeBackup({ dataDir: copy, to, keep: 7, at: NOW, snapshot }), says)
    assert.deepEqual(readdirSync(to), [], 'nothing is left of the attempt')
    assert.equal(readLastBackup(copy), null)
    // A copy without what it said of itself, as somebody may have brought it.
    await assert.rejects(checkBackup(join(copy, 'tadmor.db')), says)
  })

test('each part is on the disk before it gets its name, and so is the name', async (t) => {
  const to = join(scratch, 'synced')
  const handle = await open(file)
  const flushed: string[] = []
  const fileHandle = Object.getPrototypeOf(handle)
  const sync = fileHandle.sync
  t.mock.method(fileHandle, 'sync', function (this: FileHandle) {
    flushed.push(readlinkSync(`/proc/self/fd/${this.fd}`))
    return sync.call(this)
  })
  await handle.close()
  const { name } = await backup(to)
  const draft = /^draft-/
  const [database = '', folder, heads, own = '', again] = flushed.filter(
    (path) => path.startsWith(to) && !path.startsWith(join(to, 'files')),
  )
  assert.match(basename(database), draft)
  assert.deepEqual([folder, again], [to, to])
  assert.equal(heads, join(to, `${name}.heads.log`))
  assert.match(basename(own), draft)
  flushed.length = 0
  const fresh = join(scratch, 'put-back')
  await restoreBackup(await checkBackup(join(to, `${name}.db`)), { dataDir: fresh, at: NOW })
  assert.deepEqual(
    flushed.filter((path) => !path.startsWith(join(fresh, 'images'))),
    [join(fresh, 'tadmor.db.restoring'), join(fresh, 'heads.log'), fresh],
  )
})

test('a disk that is full leaves nothing behind, and is named', async () => {
  const to = join(scratch, 'full')
  const snapshot = async (draft: string) => {
    writeFileSync(draft, '')
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  await assert.rejects(makeBackup({ dataDir, to, keep: 7, at: NOW, snapshot }), /full/)
  assert.deepEqual(readdirSync(to), [])
})

test('what a killed backup left is removed by the next', async () => {
  const to = join(scratch, 'killed')
  await backup(to)
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  writeFileSync(join(to, `draft-${dead}-x`), 'half')
  await backup(to, '2026-11-23T12:00:00.000Z')
  assert.equal(
    readdirSync(to).some((name) => name.startsWith('draft-')),
    false,
  )
})

test('a lost picture does not keep the database from being backed up, but that is no good backup', async () => {
  const to = join(scratch, 'lost')
  const copy = join(scratch, 'has-lost')
  await makeCopy(copy)
  rmSync(join(copy, 'images/public', picture))
  const snapshot = snapshotOfFile(join(copy, 'tadmor.db'))
  const { manifest } = await makeBackup({ dataDir: copy, to, keep: 7, at: NOW, snapshot })
  assert.match(manifest.problems.join(), /lost its file/)
  assert.equal(readLastBackup(copy), null)
})

test('outlived backups go with all that belongs to them, files stay', async () => {
  const to = join(scratch, 'kept')
  for (const day of ['20', '21', '22']) await backup(to, `2026-11-${day}T12:00:00.000Z`, 1)
  assert.deepEqual(
    listBackups(to).map((b) => b.at.slice(8, 10)),
    ['22'],
  )
  assert.ok(existsSync(join(to, 'files/images/public', picture)))
})

test('a backup that was altered is refused before anything is touched', async () => {
  const to = join(scratch, 'altered')
  const { name } = await backup(to)
  const path = join(to, `${name}.db`)
  const bytes = readFileSync(path)
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
  writeFileSync(path, bytes)
  await assert.rejects(checkBackup(path), /not the file that was backed up/)
})

test('the commands: backup with the secret, refusal while held, restore', async () => {
  const copy = join(scratch, 'by-command')
  await makeCopy(copy)
  writeFileSync(join(copy, 'secret'), `${'5'.repeat(64)}\n`, { mode: 0o600 })
  const env = { DATA_DIR: copy, PORT: '4399' }
  const made = await runCli('backup', ['--with-secret'], env)
  assert.equal(made.code, 0, made.out)
  assert.match(made.out, /Backed up revision \d+, head [0-9a-f]{64}/)
  const backups = join(copy, 'backups')
  const secret = readdirSync(backups).find((name) => name.endsWith('.secret')) ?? assert.fail()
  assert.equal(statSync(join(backups, secret)).mode & 0o777, 0o600)
  const store = openSqlite(join(copy, 'tadmor.db'))
  await readHead(store.db)
  assert.equal(isHeld(join(copy, 'tadmor.db')), true)
  const refused = await runCli('restore', [backups], env)
  assert.equal(refused.code, 1, refused.out)
  assert.match(refused.out, /Stop the server/)
  await store.close()
  const done = await runCli('restore', [backups], env)
  assert.equal(done.code, 0, done.out)
  assert.match(done.out, /Whole\. Start with: npm start/)
})

test('the commands refuse what they cannot understand', long, async () => {
  const env = { DATA_DIR: join(scratch, 'by-command'), PORT: '4399' }
  assert.equal((await runCli('restore', [], env)).code, 64)
  assert.equal((await runCli('restore', ['/nowhere'], env)).code, 1)
  assert.equal((await runCli('backup', ['--keep', '0'], env)).code, 64)
})

/** Alters a closed database past its triggers, which stand again afterwards unless they are what is damaged. */
function damage(path: string, sql: string): void {
  const raw = new Sqlite(path).unsafeMode()
  const guards = raw
    .prepare(
      "select name, sql from sqlite_schema where type = 'trigger' and tbl_name in ('revision', 'membership')",
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of guards) raw.exec(`drop trigger "${name}"`)
  raw.exec(sql)
  for (const guard of guards) raw.exec(guard.sql)
  raw.close()
}

async function makeCopy(to: string): Promise<void> {
  const from = await backup(join(scratch, `for-${to.split('/').at(-1)}`))
  const path = join(scratch, `for-${to.split('/').at(-1)}`, `${from.name}.db`)
  await restoreBackup(await checkBackup(path), { dataDir: to, at: NOW })
}

async function whole(folder: string) {
  const store = openSqlite(join(folder, 'tadmor.db'))
  const { findings, head } = await verify(store.db, {
    headsFile: join(folder, 'heads.log'),
    imagesFolder: join(folder, 'images'),
  })
  await store.close()
  return { findings, head: head.hash }
}

async function saveOne(path: string) {
  const store = openSqlite(path)
  const head = await save(store, () => ({
    actor: { id: 'a', name: 'A' },
    at: NOW,
    reason: 'One more',
    salt: 'one more',
    changes: [
      enter('source', {
        id: 'one-more',
        title: 'One more',
        publisher: 'Press',
        published: '2016',
        publishedLatest: 17_166,
        class: 'press',
        lang: 'en',
      }),
    ],
  }))
  await store.close()
  return head
}

function claimOf(path: string): string {
  const raw = new Sqlite(path, { readonly: true })
  const id = raw.prepare("select id from claim where property = 'condition' limit 1").pluck().get()
  raw.close()
  return String(id)
}
