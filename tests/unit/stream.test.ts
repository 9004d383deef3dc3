import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { preferredType } from '../../app/_accept'
import { FORMATS } from '../../app/exports/all'
import { CLAIMS_CSV, MONUMENTS_CSV } from '../../app/exports/formats'
import { noSuchFile, notAcceptable } from '../../app/exports/negotiate'
import { streamOf } from '../../app/exports/stream'
import { zip } from '../../app/exports/zip'
import { PIN, seededRegister } from '../support/seeded'
import { unzipped } from '../support/unzipped'

const PIECE = 'x'.repeat(10_000)

/** Pieces without end that say how many were made, and whether whoever made them was told to stop. */
function endless(failsAt = Number.POSITIVE_INFINITY) {
  const state = { made: 0, stopped: false }
  async function* pieces() {
    try {
      for (;;) {
        if (state.made === failsAt) throw new Error('the disk is gone')
        state.made++
        yield PIECE
      }
    } finally {
      state.stopped = true
    }
  }
  return { state, pieces: pieces() }
}

test('nothing is made before it is taken, but what is held back at the beginning', async () => {
  const { state, pieces } = endless()
  const reader = (await streamOf(pieces)).getReader()
  assert.equal(state.made, 2)
  for (let i = 0; i < 5; i++) await reader.read()
  assert.equal(state.made, 5)
  await reader.cancel()
  assert.deepEqual(state, { made: 5, stopped: true })
})

test('a reader who is gone stops the work, and does not take half a file for a whole one', async () => {
  const { state, pieces } = endless()
  const leaving = new AbortController()
  const reader = (await streamOf(pieces, leaving.signal)).getReader()
  for (let i = 0; i < 3; i++) await reader.read()
  leaving.abort()
  await assert.rejects(reader.read(), { name: 'AbortError' })
  assert.deepEqual(state, { made: 3, stopped: true })
})

test('what fails at once is thrown; what fails later breaks the body off', async () => {
  await assert.rejects(streamOf(endless(0).pieces), /disk/)
  await assert.rejects(streamOf(endless(1).pieces), /disk/)
  const answer = new Response((await streamOf(endless(4).pieces)) as BodyInit)
  await assert.rejects(answer.text(), /disk/)
})

test('an archive reads its files one after the other, and stops them when its reader leaves', async () => {
  const made: string[] = []
  const file = (path: string) => ({
    path,
    pieces: async function* () {
      made.push(path)
      yield path
    },
  })
  const archive = zip([file('a'), file('b')], new Date('2026-01-01'))
  const parts: Uint8Array[] = []
  for await (const part of archive) parts.push(part)
  assert.deepEqual(
    [...(await unzipped(Buffer.concat(parts)))].map(([p, b]) => `${p}=${b}`),
    ['a=a', 'b=b'],
  )
  assert.deepEqual(made, ['a', 'b'])

  const { state, pieces } = endless()
  for await (const _ of zip(
    [{ path: 'c', pieces: () => pieces, compress: false }, file('d')],
    new Date(0),
  ))
    if (state.made > 20) break
  await new Promise(setImmediate)
  assert.equal(state.stopped, true)
  assert.ok(state.made < 60, String(state.made))
  assert.ok(!made.includes('d'))

  const broken = zip([{ path: 'e', pieces: () => endless(3).pieces }], new Date(0))
  await assert.rejects(async () => {
    for await (const _ of broken);
  }, /disk/)
})

test('a form is found by what the reader accepts, and without one the list is given in both languages', async () => {
  const types = FORMATS.map((format) => format.mime)
  const found = (accept: string | null) => {
    const type = preferredType(accept, types)
    return FORMATS.find((format) => format.mime === type)?.path
  }
  assert.equal(found(null), 'monuments.csv')
  assert.equal(found('*/*'), 'monuments.csv')
  assert.equal(found('text/csv;q=0.5, application/ld+json'), 'monuments.jsonld')
  assert.equal(found('application/zip'), 'crate.zip')
  assert.equal(found('application/*;q=0.2, application/pdf'), 'report.pdf')
  assert.equal(found('text/csv; charset=utf-8; header=present'), 'monuments.csv')
  assert.equal(
    found('application/ld+json;profile="a;q=0, b/c";q=0.9, text/csv;q=.1'),
    'monuments.jsonld',
  )
  assert.equal(
    found('text/csv;q=0, application/pdf;q=0, application/geo+json'),
    'monuments.geojson',
  )
  assert.equal(found('application/pdf;q=0'), undefined)
  assert.equal(found('image/png'), undefined)
  assert.equal(found('nonsense'), undefined)
  for (const [answer, status] of [
    [noSuchFile('anything.xyz'), 404],
    [notAcceptable(), 406],
  ] as const) {
    assert.equal(answer.status, status)
    const text = await answer.text()
    for (const { path } of FORMATS) assert.equal(text.split(`- ${path}`).length, 3, path)
    assert.match(text, /\p{Script=Arabic}/u)
  }
})

let register: Awaited<ReturnType<typeof seededRegister>>
before(async () => {
  register = await seededRegister()
})
after(() => register.close())

test('a request that is gone reads no further portion of the register', async () => {
  const leaving = new AbortController()
  const answer = await register.ask(CLAIMS_CSV, PIN, { signal: leaving.signal })
  leaving.abort()
  await assert.rejects(answer.text(), { name: 'AbortError' })
})

test('every form of a view without monuments is an answer like any other', async () => {
  for (const format of FORMATS) {
    const query = `${PIN}&q=nosuchmonument${format.hasOptions ? '&lang=en' : ''}`
    assert.ok((await register.bytes(format, query)).length > 0, format.path)
  }
})

test('the head of a file tells what the file would be, without making it', async () => {
  const request = new Request(`https://tadmor.example/exports/palmyra/monuments.csv?${PIN}`, {
    method: 'HEAD',
  })
  const answer = await register.askWith(MONUMENTS_CSV, request)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /text\/csv/)
  assert.equal(answer.body, null)
})
