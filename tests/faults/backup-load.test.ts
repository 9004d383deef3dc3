import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { makeBackup } from '../../db/store/backup/make'
import { checkBackup, restoreBackup } from '../../db/store/backup/restore'
import { snapshotOfFile } from '../../db/store/backup/snapshot'
import { openSqlite } from '../../db/store/sqlite'
import { verify } from '../../db/store/verify'
import { SIZES } from '../sizes'
import { NOW, palmyraRegister } from '../support/small-register'

test('backups taken while somebody saves each restore to a head that was acknowledged', async (t) => {
  const register = await palmyraRegister()
  const dataDir = dirname(register.file)
  const scratch = mkdtempSync(join(tmpdir(), 'tadmor-load-'))
  const writer = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/support/saving.ts', register.file],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  try {
    let acknowledged = 0
    const lines = createInterface({ input: writer.stdout })
    lines.on('line', (rev) => {
      acknowledged = Number(rev)
    })
    await new Promise((resolve) => lines.once('line', resolve))
    const backups: { path: string; before: number; after: number; ms: number; size: number }[] = []
    for (let n = 0; n < SIZES.backups; n++) {
      const before = acknowledged
      const began = performance.now()
      const at = new Date(Date.parse(NOW) + n * 1000).toISOString()
      const to = join(scratch, 'backups')
      const snapshot = snapshotOfFile(register.file)
      const { name, manifest } = await makeBackup({ dataDir, to, keep: 1000, at, snapshot })
      const ms = performance.now() - began
      // What the writer said meanwhile is read before its number is compared.
      await new Promise(setImmediate)
      backups.push({
        path: join(to, `${name}.db`),
        before,
        after: acknowledged,
        ms,
        size: manifest.database.size,
      })
      await new Promise((resolve) => lines.once('line', resolve))
    }
    writer.stdin.write('stop')
    await new Promise((resolve) => writer.once('close', resolve))
    const heads = headsIn(join(dataDir, 'heads.log'))
    for (const [n, { path, before }] of backups.entries()) {
      const to = join(scratch, `restored-${n}`)
      mkdirSync(to)
      await restoreBackup(await checkBackup(path), { dataDir: to, at: NOW })
      const store = openSqlite(join(to, 'tadmor.db'))
      const { findings, head } = await verify(store.db, { headsFile: join(to, 'heads.log') })
      await store.close()
      assert.deepEqual(findings, [], `backup ${n}`)
      assert.equal(head.hash, heads.get(head.rev), `backup ${n}, revision ${head.rev}`)
      assert.ok(head.rev >= before, `backup ${n} lacks what had been acknowledged before it began`)
      rmSync(to, { recursive: true, force: true })
    }
    const slowest = Math.max(...backups.map((b) => b.ms))
    t.diagnostic(
      `${backups.length} backups of ${((backups.at(-1)?.size ?? 0) / 1e6).toFixed(1)} MB during ${heads.size - 1} saves; slowest ${slowest.toFixed(0)} ms, check and fsync included`,
    )
  } finally {
    writer.kill('SIGKILL')
    await register.close()
    rmSync(scratch, { recursive: true, force: true })
  }
})

function headsIn(file: string): Map<number, string> {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return new Map(
    lines.map((line) => line.split(' ')).map(([rev, hash]) => [Number(rev), String(hash)]),
  )
}
