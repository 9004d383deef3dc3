import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readHead } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import { verify } from '../../db/store/verify'
import { startCluster, type TestCluster } from '../support/cluster'
import { openWhere } from '../support/engines'
import { freezeReport, palmyra } from '../support/palmyra'
import { ROOT } from '../support/site-process'

let cluster: TestCluster
let folder: string
let from: string
let back: string
before(async () => {
  cluster = await startCluster(1)
  folder = mkdtempSync(join(tmpdir(), 'tadmor-move-'))
  from = join(folder, 'from')
  back = join(folder, 'back')
  const register = await palmyra()
  await freezeReport(register, 'asOf=2016-12-11&knownAt=2016-12-14&rev=1')
  mkdirSync(from)
  await register.store.close()
  cpSync(join(register.file, '..'), from, { recursive: true })
  mkdirSync(back)
  await register.close().catch(() => {})
})
after(async () => {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a register goes to a cluster and back, the same by head, reports, search and every check', async () => {
  const before = openSqlite(join(from, 'tadmor.db'))
  const head = await readHead(before.db)
  const found = await wordsFound(before.db)
  await before.close()
  assert.ok(found.length > 0)

  const there = await move(from, '--to', cluster.url)
  assert.equal(there.code, 0, there.said)
  assert.match(there.said, new RegExp(`revision ${head.rev}, head ${head.hash}`))
  assert.match(there.said, /stay in .*reports/s)
  const store = openWhere(cluster.url, join(from, 'heads.log'))
  assert.deepEqual(await readHead(store.newest), head)
  const verdict = await verify(store.db, {
    headsFile: join(from, 'heads.log'),
    reportsFolder: join(from, 'reports'),
  })
  assert.deepEqual([verdict.findings, verdict.unclaimed], [[], 0])
  assert.deepEqual(await wordsFound(store.db), found)
  assert.equal((await store.db.values('select id from report')).length, 1)
  await store.close()

  const again = await move(from, '--to', cluster.url)
  assert.equal(again.code, 1)
  assert.match(again.said, /holds a register already/)

  const home = await move(back, '--from', cluster.url)
  assert.equal(home.code, 0, home.said)
  const returned = openSqlite(join(back, 'tadmor.db'))
  assert.deepEqual(await readHead(returned.db), head)
  assert.deepEqual(
    (await verify(returned.db, { reportsFolder: join(from, 'reports') })).findings,
    [],
  )
  assert.deepEqual(await wordsFound(returned.db), found)
  await returned.close()

  const over = await move(back, '--from', cluster.url)
  assert.equal(over.code, 1)
  assert.match(over.said, /is there already/)
  assert.equal((await move(back, '--from', cluster.url, '--replace')).code, 0)
  assert.ok(readdirSync(back).some((name) => name.includes('.before-move-')))
  assert.ok(!readdirSync(back).some((name) => name.startsWith('.move-')), 'nothing is left behind')
})

test('what cannot be moved is told in a line', async () => {
  const empty = join(folder, 'empty')
  const none = await move(empty, '--to', cluster.url)
  assert.equal(none.code, 1)
  assert.match(none.said, /There is no register in/)
  assert.equal((await move(back, '--to', 'ftp://nowhere')).code, 64)
  assert.equal((await move(back)).code, 64)
  assert.ok(!existsSync(join(empty, 'tadmor.db')))
})

function wordsFound(db: ReturnType<typeof openSqlite>['db']) {
  return db.values(
    "select e.record_id from search join search_entry e on e.doc = search.rowid where search match 'tetrapylon' and e.audience in ('all', 'public') order by e.doc",
  )
}

function move(dataDir: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'db/cli/move.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, STORE_URL: '' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      said += piece
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}
