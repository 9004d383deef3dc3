import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { addressOf } from '../../app/exports/answer'
import { REPORT_PDF } from '../../app/exports/formats'
import { makeFile } from '../../app/exports/frozen/make'
import { Lane, type Limits } from '../../app/exports/maker/lane'
import { Maker } from '../../app/exports/maker/maker'
import { EVERYTHING } from '../../db/domain/filter'
import { WHOLE } from '../../db/domain/report-options'
import { pinView } from '../../db/queries/view'
import { NOW, palmyraRegister } from '../support/small-register'

const FAKE = new URL('../support/fake-maker.mjs', import.meta.url).pathname
const LIMITS: Limits = { megabytes: 512, seconds: 60, most: 3, isFresh: false, flags: [] }

let folder: string
let register: Awaited<ReturnType<typeof palmyraRegister>>
let play: string
let lane: Lane
let list: Lane
let maker: Maker
const told: string[] = []

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tadmor-maker-'))
  register = await palmyraRegister()
  process.env.DATA_DIR = dirname(register.file)
})
beforeEach(() => {
  play = join(folder, `play-${Math.random()}`)
  process.env.PLAY = play
  told.length = 0
  renew(LIMITS)
})
after(async () => {
  maker.stop()
  await register.close()
  rmSync(folder, { recursive: true, force: true })
})

function renew(limits: Limits) {
  maker?.stop()
  lane = new Lane(limits, FAKE)
  list = new Lane(limits, FAKE)
  maker = new Maker((what) => told.push(what), { sheets: lane, list })
}

function ask(what: string, { key = what, signal }: { key?: string; signal?: AbortSignal } = {}) {
  const job = { address: what, audience: 'public' as const, origin: 'https://x.example', now: '' }
  return maker.make(key, job, 'sheets', signal).then((bytes) => new TextDecoder().decode(bytes))
}

const begun = () => (existsSync(play) ? readFileSync(play, 'utf8').trim().split('\n') : [])

/** Resolves when a job has been begun and has said so. */
async function underWay(key: string) {
  while (maker.progress(key)?.stage == null) await new Promise(setImmediate)
}

test('reports are made one after another, by the same process', async () => {
  assert.deepEqual(await Promise.all(['make:a', 'make:b', 'make:c'].map((w) => ask(w))), [
    'a',
    'b',
    'c',
  ])
  const { pid } = lane
  assert.equal(await ask('make:d'), 'd')
  assert.equal(lane.pid, pid)
  assert.deepEqual(begun(), ['a', 'b', 'c', 'd'])
})

test('those who ask for the same report share it, and are told how far it is', async () => {
  const leaving = new AbortController()
  const both = [
    ask('wait:a', { signal: leaving.signal }),
    ask('wait:a', { signal: leaving.signal }),
  ]
  const next = ask('make:b')
  await underWay('wait:a')
  assert.deepEqual(maker.progress('wait:a')?.stage, { stage: 'reading', done: 1, of: 4 })
  assert.equal(maker.progress('make:b')?.ahead, 1)
  leaving.abort()
  for (const asked of both) await assert.rejects(asked, { name: 'AbortError' })
  assert.equal(await next, 'b')
  assert.deepEqual(begun(), ['a', 'b'])
})

test('a report goes on while one reader is left, and stops when the last leaves', async () => {
  const [first, last] = [new AbortController(), new AbortController()]
  const asked = [ask('wait:a', { signal: first.signal }), ask('wait:a', { signal: last.signal })]
  await underWay('wait:a')
  first.abort()
  await assert.rejects(asked[0] as Promise<string>, { name: 'AbortError' })
  assert.notEqual(maker.progress('wait:a'), null)
  const { pid } = lane
  last.abort()
  await assert.rejects(asked[1] as Promise<string>, { name: 'AbortError' })
  assert.equal(maker.progress('wait:a'), null)
  assert.equal(await ask('make:b'), 'b')
  assert.equal(lane.pid, pid, 'a process that stops by itself is kept')
  assert.deepEqual(told, ['left', 'made'])
})

test('a report nobody waits for any more is not begun', async () => {
  const [first, second] = [new AbortController(), new AbortController()]
  const running = ask('wait:a', { signal: first.signal })
  await underWay('wait:a')
  const waiting = ask('make:b', { signal: second.signal })
  second.abort()
  await assert.rejects(waiting, { name: 'AbortError' })
  first.abort()
  await assert.rejects(running, { name: 'AbortError' })
  assert.equal(await ask('make:c'), 'c')
  assert.deepEqual(begun(), ['a', 'c'])
})

test('a process that does not stop by itself is ended, and the next report gets another', async () => {
  const leaving = new AbortController()
  const asked = ask('hang:a', { signal: leaving.signal })
  await underWay('hang:a')
  const { pid } = lane
  leaving.abort()
  await assert.rejects(asked, { name: 'AbortError' })
  assert.equal(await ask('make:b'), 'b')
  assert.notEqual(lane.pid, pid)
})

test('a report that ends its process is told as broken, a bug as a bug, and the next is made', async () => {
  const died = assert.rejects(ask('die:a'), { reason: 'broken' })
  const next = ask('make:b')
  await died
  assert.equal(await next, 'b')
  await assert.rejects(ask('fail:c'), { reason: 'bug', message: 'a bug' })
})

test('one that ends a process which had made others is tried once more in a fresh one', async () => {
  await ask('make:a')
  await assert.rejects(ask('die:b'), { reason: 'broken' })
  assert.deepEqual(begun(), ['a', 'b', 'b'])
})

test('what takes too long is ended', async () => {
  renew({ ...LIMITS, seconds: 1 })
  await assert.rejects(ask('hang:a'), { reason: 'broken' })
})

test('more than may wait are refused at once', async () => {
  const leaving = new AbortController()
  const many = ['wait:a', 'make:b', 'make:c', 'make:d'].map((w) =>
    ask(w, { signal: leaving.signal }),
  )
  await assert.rejects(ask('make:e'), { reason: 'busy' })
  leaving.abort()
  for (const asked of many) await assert.rejects(asked, { name: 'AbortError' })
})

test('the real process makes the bytes that are made in place; its guard ends it over its memory', async () => {
  const pinned = await pinView(register.store.db, EVERYTHING, NOW)
  const options = { ...WHOLE, lang: 'en' as const, since: null }
  const address = addressOf(REPORT_PDF, { slug: 'palmyra', view: pinned.view, options })
  const job = { address, audience: 'public' as const, origin: 'https://x.example', now: NOW }
  const real = (megabytes: number) => {
    maker.stop()
    maker = new Maker(() => {}, { sheets: new Lane({ ...LIMITS, megabytes }), list })
    return maker.make(address, job, 'sheets')
  }
  const { bytes } = await makeFile(register.store.db, job)
  assert.deepEqual(Buffer.from(await real(1024)), Buffer.from(bytes))
  await assert.rejects(real(60), { reason: 'broken' })
})
