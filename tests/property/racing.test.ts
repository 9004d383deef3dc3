import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { like } from 'drizzle-orm'
import * as t from '../../db/schema'
import { readHead } from '../../db/store/save'
import { SIZES } from '../sizes'
import { assertSound } from '../support/audit'
import { smallRegister } from '../support/small-register'

const RACER = fileURLToPath(new URL('../support/racing-saves.ts', import.meta.url))
const RACERS = ['one', 'two']
const each = Math.ceil(SIZES.racingSaves / RACERS.length)

test(`two processes that race for the head with ${each} saves each lose nothing`, async () => {
  const { store, file, close } = await smallRegister()
  try {
    assert.deepEqual(await Promise.all(RACERS.map((racer) => race(file, racer))), [0, 0])
    const saved = await store.db
      .select({ id: t.claim.id })
      .from(t.claim)
      .where(like(t.claim.words, 'Said by %'))
    const wanted = RACERS.flatMap((racer) =>
      Array.from({ length: each }, (_, n) => `${racer}.${n}`),
    )
    assert.deepEqual(saved.map((c) => c.id).sort(), wanted.sort())
    assert.equal((await readHead(store.db)).rev, 1 + wanted.length)
    await assertSound(store)
  } finally {
    await close()
  }
})

function race(file: string, racer: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', RACER, file, racer, String(each)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', reject)
    child.once('close', resolve)
  })
}
