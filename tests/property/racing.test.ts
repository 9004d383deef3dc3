import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { and, eq, isNull, like } from 'drizzle-orm'
import * as t from '../../db/schema'
import { readHead } from '../../db/store/save'
import { verify } from '../../db/store/verify'
import { SIZES } from '../sizes'
import { assertSound } from '../support/audit'
import { engineFixture, testEngine } from '../support/engines'
import { smallRegisterOn } from '../support/small-register'

const RACER = fileURLToPath(new URL('../support/racing-saves.ts', import.meta.url))
const CONCLUDER = fileURLToPath(new URL('../support/racing-assessment.ts', import.meta.url))
const RACERS = ['one', 'two']
const { blank } = engineFixture()
const each = Math.ceil(SIZES.racingSaves / RACERS.length / (testEngine() === 'cluster' ? 2 : 1))

test(`two processes that race for the head with ${each} saves each lose nothing`, async () => {
  const { store, where: file, close } = await smallRegisterOn(await blank())
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

test(`two processes that conclude the same ${each} times: one of each pair is entered, the other refused`, async () => {
  const { store, where: file, close } = await smallRegisterOn(await blank())
  try {
    const [one = [], two = []] = await Promise.all(RACERS.map((racer) => conclude(file, racer)))
    for (let n = 0; n < each; n++) {
      const [won, lost] = [one[n], two[n]].sort(
        (a, b) => Number(b === 'saved') - Number(a === 'saved'),
      )
      assert.equal(won, 'saved', `pair ${n}`)
      assert.match(
        lost ?? '',
        /^duplicate assessment\.subject_id.*assessment\.known_from$/,
        `pair ${n}`,
      )
    }
    const current = await store.db
      .select()
      .from(t.assessment)
      .where(and(eq(t.assessment.subjectId, 'arch'), isNull(t.assessment.retiredRev)))
    const keys = current.map((a) => [a.subjectId, a.property, a.earliest, a.knownFrom].join())
    assert.deepEqual([keys.length, new Set(keys).size], [each, each])
    assert.equal((await readHead(store.db)).rev, 1 + each, 'a refused save leaves no revision')
    assert.deepEqual((await verify(store.db)).findings, [])
  } finally {
    await close()
  }
})

/** What came of each of a racer's assessments. */
function conclude(file: string, racer: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', CONCLUDER, file, racer, String(each)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(said)) : reject(new Error(`${racer} left with ${code}`)),
    )
  })
}

function race(file: string, racer: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', RACER, file, racer, String(each)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', reject)
    child.once('close', resolve)
  })
}
