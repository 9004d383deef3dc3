import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { z } from 'zod'
import { answer } from '../../app/api/v1/answer'
import { LIMITS } from '../../app/api/v1/caller'
import { read } from '../../app/api/v1/operation'
import { OPERATIONS } from '../../app/api/v1/operations'
import { hit } from '../../db/auth-schema'
import { dayOfTimestamp } from '../../db/domain/dates'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { ROLES, type Role } from '../../db/domain/vocabulary'
import { noteUse, revokeKey } from '../../db/mutations/keys'
import { removeRole, setRole } from '../../db/mutations/people'
import { bearerOf, listKeys } from '../../db/queries/keys'
import { membershipsOf } from '../../db/queries/people'
import { register } from '../../db/queries/register'
import { pinView } from '../../db/queries/view'
import { readHead, save } from '../../db/store/save'
import { SEEDS, SIZES } from '../sizes'
import { ADMINISTRATOR, apiRegister, CLAIM, MEMBERS, ORIGIN } from '../support/api'
import { enter, NOW } from '../support/small-register'

type Json = Record<string, unknown>
type Answer = { pin: Json; links: Record<string, string | null>; data: { id: string }[] }

let api: Awaited<ReturnType<typeof apiRegister>>
before(async () => {
  api = await apiRegister()
})
after(() => api.close())

const VIEW = 'asOf=2016-12-11&knownAt=2016-12-14'

for (const seed of SEEDS)
  test(`a walk to the end is the pinned register, whatever is saved meanwhile (seed ${seed})`, async () => {
    const walk = fc.record({
      limit: fc.integer({ min: 4, max: 40 }),
      sort: fc.constantFrom('position', 'name', 'headline', 'sources', 'since'),
      dir: fc.constantFrom('asc', 'desc'),
    })
    let saves = 0
    await fc.assert(
      fc.asyncProperty(walk, async ({ limit, sort, dir }) => {
        const first = `/sites/palmyra/monuments?${VIEW}&limit=${limit}&sort=${sort}&dir=${dir}`
        const { db } = api.store
        const pinned = await pinView(
          db,
          {
            ...EVERYTHING,
            asOf: dayOfTimestamp('2016-12-11T00:00:00Z'),
            knownAt: dayOfTimestamp('2016-12-14T00:00:00Z'),
            sort: sort as 'name',
            descending: dir === 'desc',
          },
          NOW,
        )
        const whole = await register(db, NOBODY, 'palmyra', pinned)
        const seen: string[] = []
        for (let next: string | null = first; next !== null; ) {
          const answer = (await (await api.ask(next)).json()) as Answer
          assert.equal(answer.pin.rev, pinned.view.rev)
          seen.push(...answer.data.map((m) => m.id))
          next = answer.links.next ?? null
          await save(api.store, () => newMonument(`new-${seed}-${saves++}`))
        }
        assert.deepEqual(
          seen,
          whole.rows.map((r) => r.id),
        )
      }),
      { seed, numRuns: Math.min(SIZES.storeRuns, 40) / 2 },
    )
    assert.ok(saves > 5)
  })

test('claims are listed whole, each once, as the monuments have them', async () => {
  const listed: string[] = []
  for (let next: string | null = '/sites/palmyra/claims?limit=70&rev=1'; next !== null; ) {
    const answer = (await (await api.ask(next)).json()) as Answer
    assert.ok(answer.data.length <= 70)
    listed.push(...answer.data.map((c) => c.id))
    next = answer.links.next ?? null
  }
  assert.deepEqual(listed, [...new Set(listed)].sort())
  const about = (await (
    await api.ask('/sites/palmyra/claims?limit=200&rev=1&monument=monumental-arch')
  ).json()) as Answer
  const page = (await (
    await api.ask('/sites/palmyra/monuments/monumental-arch?rev=1')
  ).json()) as unknown as { data: { claims: { id: string }[] } }
  assert.deepEqual(about.data.map((c) => c.id).sort(), page.data.claims.map((c) => c.id).sort())
  for (const { id } of about.data) assert.ok(listed.includes(id), id)
})

test('a cursor of another question, or none of ours, is a wrong parameter', async () => {
  const list = '/sites/palmyra/monuments?limit=2'
  const { links } = (await (await api.ask(list)).json()) as Answer
  const cursor = new URL(links.next ?? '').searchParams.get('cursor')
  assert.equal((await api.ask(`${list}&cursor=${cursor}`)).status, 200)
  for (const path of [
    `${list}&kind=temple&cursor=${cursor}`,
    `/sources?cursor=${cursor}`,
    `${list}&cursor=nonsense`,
  ])
    assert.deepEqual(await problem(path), ['invalid-parameters', 400])
  const told = (await (await api.ask(`${list}&cursor=nonsense`)).json()) as Answer & {
    parameters: { name: string; message: string }[]
  }
  assert.deepEqual(
    told.parameters.map(({ name, message }) => [name, message.includes('nonsense')]),
    [['cursor', true]],
  )
})

test('every failure is a problem, in the language that is asked for', async () => {
  const editor = (await api.key('editor')).secret
  const viewer = (await api.key('viewer')).secret
  const post = (body: unknown, key: string | null = editor) => ({ method: 'POST', key, body })
  const failures: [path: string, asking: object, type: string, status: number][] = [
    [
      '/sites/palmyra/monuments?asOf=2015-02-30&colour=red&limit=201',
      {},
      'invalid-parameters',
      400,
    ],
    ['/sites/palmyra/monuments?rev=999', {}, 'invalid-parameters', 400],
    ['/sites/palmyra/comparison', {}, 'invalid-parameters', 400],
    ['/sites/nowhere', {}, 'not-found', 404],
    ['/nowhere', {}, 'not-found', 404],
    ['/sites', { method: 'DELETE' }, 'method-not-allowed', 405],
    ['/sites', { headers: { Accept: 'image/png' } }, 'not-acceptable', 406],
    ['/sites', { key: 'tadmor_wrong' }, 'no-key', 401],
    ['/sites', { headers: { Authorization: 'Basic eDp5' } }, 'no-key', 401],
    ['/claims', post({}, null), 'no-key', 401],
    ['/claims', post({}, viewer), 'forbidden', 403],
    ['/claims', post('{'), 'malformed', 400],
    ['/claims', post('[]'), 'malformed', 400],
    ['/claims', post('x'.repeat(300_000)), 'too-large', 413],
    [
      '/claims',
      { ...post('{}'), headers: { 'Content-Type': 'text/csv' } },
      'unsupported-type',
      415,
    ],
    ['/claims', post({ ...CLAIM, words: '<b>', count: 'many' }), 'invalid-fields', 422],
    ['/claims', post({ ...CLAIM, words: 'x', sourceId: 'nothing' }), 'invalid-fields', 422],
    ['/claims/A35', { method: 'PUT', key: editor, body: {} }, 'invalid-fields', 422],
  ]
  for (const [path, asking, type, status] of failures) {
    const answer = await api.ask(path, asking)
    const body = (await answer.json()) as Json
    const label = `${path} ${JSON.stringify(asking).slice(0, 100)}`
    assert.deepEqual([body.type, body.status, answer.status], [typeOf(type), status, status], label)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json', label)
    assert.equal(answer.headers.get('cache-control'), 'no-store', label)
    const arabic = await api.ask(path, {
      ...asking,
      headers: { 'Accept-Language': 'ar', ...(asking as { headers?: object }).headers },
    })
    assert.equal(arabic.headers.get('content-language'), 'ar', label)
    assert.match(String(((await arabic.json()) as Json).title), /\p{Script=Arabic}/u, label)
  }
  const all = await (await api.ask('/sites/palmyra/monuments?asOf=x&status=y&z=1')).json()
  assert.deepEqual(
    (all as { parameters: { name: string }[] }).parameters.map((p) => p.name),
    ['z', 'asOf', 'status'],
  )
})

test('a bug is told by its reference alone', async () => {
  process.env.LOG_LEVEL = 'silent'
  const broken = read({
    id: 'broken',
    path: '/broken',
    tag: 'self',
    formats: ['application/json'],
    params: [],
    answer: z.unknown(),
    run: () => Promise.reject(new Error('table claim is on fire')),
  })
  const services = { store: api.store, origin: ORIGIN, now: NOW, address: 'x', salt: '' }
  const request = new Request(`${ORIGIN}/api/v1/broken`)
  const response = await answer([broken], request, {}, { ...services, newId: () => '' })
  const body = (await response.json()) as Json
  assert.deepEqual([response.status, body.type], [500, typeOf('unexpected')])
  assert.match(String(body.reference), /^[0-9a-f]{8}$/)
  assert.doesNotMatch(JSON.stringify(body), /fire|\.ts/)
})

test('an answer that one has already is 304, and another for another reader or format', async () => {
  const path = `/sites/palmyra/monuments?${VIEW}&rev=1`
  const first = await api.ask(path)
  const etag = first.headers.get('etag') ?? ''
  const again = await api.ask(path, { headers: { 'If-None-Match': etag } })
  assert.deepEqual([again.status, await again.text()], [304, ''])
  assert.equal(await (await api.ask(path)).text(), await first.text())
  const editor = (await api.key('editor')).secret
  const others = [
    await api.ask(path, { key: editor }),
    await api.ask(path, { headers: { Accept: 'application/geo+json' } }),
    await api.ask(`${path}&limit=5`),
  ]
  for (const other of others) assert.notEqual(other.headers.get('etag'), etag)
  assert.equal(others[0]?.headers.get('cache-control'), 'private, no-cache')
  assert.equal(first.headers.get('cache-control'), 'public, no-cache')
  assert.equal(first.headers.get('vary'), 'Accept, Authorization')
})

test('anybody’s answers may be read from other sites, a key’s may not', async () => {
  const open = await api.ask('/sites')
  assert.equal(open.headers.get('access-control-allow-origin'), '*')
  assert.equal(open.headers.get('access-control-allow-credentials'), null)
  const { secret } = await api.key('viewer')
  for (const answer of [
    await api.ask('/sites', { key: secret }),
    await api.ask('/claims', { method: 'POST', key: secret, body: {} }),
    await api.ask('/claims', { method: 'POST', body: {} }),
  ])
    assert.equal(answer.headers.get('access-control-allow-origin'), null)
})

test('what is asked is counted by key and by address, and refused when it is too much', async () => {
  const { most, minutes } = LIMITS.address
  const ask = (address: string) => api.ask('/sites', { address })
  const first = await ask('192.0.2.1')
  assert.equal(first.headers.get('ratelimit-policy'), `"address";q=${most};w=${minutes * 60}`)
  assert.match(first.headers.get('ratelimit') ?? '', new RegExp(`^"address";r=${most - 1};t=\\d+$`))
  await api.store.db.update(hit).set({ count: most }).where(eq(hit.key, 'api:address:192.0.2.1'))
  const refused = await ask('192.0.2.1')
  assert.equal(refused.status, 429)
  assert.equal(refused.headers.get('retry-after'), String(minutes * 60))
  assert.match(refused.headers.get('ratelimit') ?? '', /;r=0;/)
  assert.equal((await ask('192.0.2.2')).status, 200)
  const { secret } = await api.key('editor')
  const keyed = await api.ask('/sites', { address: '192.0.2.1', key: secret })
  assert.equal(keyed.status, 200)
  assert.match(keyed.headers.get('ratelimit-policy') ?? '', /^"key";/)
  const written = await api.ask('/claims', { method: 'POST', key: secret, body: {} })
  assert.match(written.headers.get('ratelimit-policy') ?? '', /^"key";.*, "writes";/)
})

test('a save sent twice is recorded once; a stale one is told the version', async () => {
  const { secret: key } = await api.key('editor')
  const headers = { 'Idempotency-Key': '"11111111-2222-4333-8444-555555555555"' }
  const body = { ...CLAIM, words: 'The theatre stands.' }
  const sent = [1, 2].map(() => api.ask('/claims', { method: 'POST', key, body, headers }))
  const answers = await Promise.all(sent)
  assert.deepEqual(
    answers.map((a) => a.status),
    [201, 201],
  )
  const [one, two] = (await Promise.all(answers.map((a) => a.json()))) as [Json, Json]
  assert.deepEqual(one, two)
  assert.equal(answers[0]?.headers.get('location'), (one.links as Json).self)
  const seen = await api.ask(String((one.links as Json).self))
  assert.equal(((await seen.json()) as { data: Json }).data.words, body.words)

  const again = { ...body, words: body.words.toUpperCase() }
  const same = await api.ask('/claims', { method: 'POST', key, body })
  assert.deepEqual([same.status, ((await same.json()) as Json).existing], [409, one.id])
  const { subjectId: _, property: __, sourceId: ___, ...fields } = again
  const put = (base: number) =>
    api.ask(`/claims/${one.id}`, { method: 'PUT', key, body: { ...fields, base, qualifier: 'on' } })
  const stale = await put(1)
  assert.deepEqual([stale.status, ((await stale.json()) as Json).current], [409, one.rev])
  assert.equal((await put(Number(one.rev))).status, 200)

  const history = await api.ask(`/records/${one.id}/history`, { key })
  const { versions } = ((await history.json()) as { data: { versions: Json[] } }).data
  assert.deepEqual(
    versions.map((v) => v.actorName),
    ['editor · Key of editor', 'editor · Key of editor'],
  )
})

test('who may do what with a key: its role, its owner, its last day, its end', async () => {
  const write = (key: string) =>
    api.ask('/claims', { method: 'POST', key, body: { ...CLAIM, words: `Said to ${key}` } })
  const statuses: Record<Role, number> = { viewer: 403, editor: 201, reviewer: 201, admin: 201 }
  for (const role of ROLES) {
    const { secret } = await api.key(role)
    assert.equal((await write(secret)).status, statuses[role], role)
    // A weaker key of a stronger owner is as weak as it was made.
    const weak = await api.key('viewer', role)
    assert.equal((await write(weak.secret)).status, 403, `viewer’s key of ${role}`)
    for (const cookie of [`tadmor=${secret}`, `__Host-tadmor=${secret}`])
      for (const path of ['/claims', '/threats']) {
        const forged = await api.ask(path, { method: 'POST', body: CLAIM, headers: { cookie } })
        assert.equal(forged.status, 401, cookie.slice(0, 12))
      }
  }
  await assert.rejects(api.key('admin', 'editor'), { code: 'invalid', field: 'role' })
  const today = dayOfTimestamp(NOW)
  await assert.rejects(api.key('editor', 'editor', today - 1), { field: 'lastDay' })
  const brief = await api.key('editor', 'editor', today)
  assert.equal((await write(brief.secret)).status, 201)
  const tomorrow = '2026-11-23T00:00:00.000Z'
  assert.equal((await api.ask('/sites', { key: brief.secret, now: tomorrow })).status, 401)

  const revoked = await api.key('editor')
  const acting = { reader: ADMINISTRATOR, now: new Date(NOW) }
  await revokeKey(api.store, revoked, acting)
  assert.equal((await api.ask('/key', { key: revoked.secret })).status, 401)
  await assert.rejects(revokeKey(api.store, revoked, acting), { code: 'not_found' })

  const kept = await api.key('reviewer')
  const id = 'member-reviewer'
  const revOf = async () => {
    const [held] = await membershipsOf(api.store.db, MEMBERS.reviewer)
    return held?.recordedRev ?? 0
  }
  await setRole(api.store, { id, role: 'viewer', rev: await revOf() }, acting)
  assert.equal((await write(kept.secret)).status, 403)
  const role = (await (await api.ask('/key', { key: kept.secret })).json()) as { data: Json }
  assert.deepEqual(role.data, { key: 'Key of reviewer', role: 'viewer' })
  await removeRole(api.store, { id, rev: await revOf() }, acting)
  assert.equal((await api.ask('/sites', { key: kept.secret })).status, 401)
  assert.ok((await listKeys(api.store, ADMINISTRATOR)).find((k) => k.id === kept.id)?.revokedAt)
})

test('only the hash of a secret is kept, and its last day of use', async () => {
  const { id, secret } = await api.key('viewer')
  const rows = await api.store.db.all('select * from api_key')
  assert.ok(!JSON.stringify(rows).includes(secret))
  const bearer = await bearerOf(api.store, secret, NOW)
  assert.ok(bearer)
  await noteUse(api.store, bearer, NOW)
  const listed = (await listKeys(api.store, ADMINISTRATOR)).find((k) => k.id === id)
  assert.equal(listed?.lastUsed, dayOfTimestamp(NOW))
  assert.ok(secret.startsWith(listed?.prefix ?? ' ') && (listed?.prefix.length ?? 99) < 16)
  await assert.rejects(listKeys(api.store, NOBODY), { code: 'forbidden' })
})

test('no role, route and method gives more than was decided', async () => {
  const { rev } = await readHead(api.store.db)
  const paths = [...new Set(OPERATIONS.map((o) => o.path))]
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE']
  for (const role of [null, 'viewer', 'editor', 'admin'] as const) {
    const key = role && (await api.key(role)).secret
    for (const path of paths)
      for (const method of methods) {
        const isThere = OPERATIONS.some((o) => o.path === path && o.method === method.toLowerCase())
        const address = path.replace(/\{\w+\}/g, 'A35')
        const { status } = await api.ask(address, { method, key, body: {} })
        const decided = role === null ? 401 : role === 'viewer' ? 403 : 422
        assert.equal(status, isThere ? decided : 405, `${role} ${method} ${address}`)
      }
  }
  assert.equal((await readHead(api.store.db)).rev, rev)
})

for (const seed of SEEDS)
  test(`whatever the parameters and bodies are, nothing breaks (seed ${seed})`, async () => {
    const { secret } = await api.key('editor')
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom('-1', '0', '1e9', '9999999999', 'null', "'; drop table claim", '2016-12-11'),
      fc.constantFrom('[]', '\u202e', '%', '../', '{"a":1}', 'x'.repeat(300)),
    )
    const reads = OPERATIONS.filter((o) => o.method === 'get')
    const name = fc.constantFrom(...new Set(reads.flatMap((o) => ('params' in o ? o.params : []))))
    const query = fc.array(fc.tuple(fc.oneof(name, fc.string({ minLength: 1 })), odd), {
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reads), query, odd, async ({ path }, params, id) => {
        const filled = path
          .replace(/\{site\}/, 'palmyra')
          .replace(/\{\w+\}/g, encodeURIComponent(id || 'x'))
        const { status } = await api.ask(`${filled}?${new URLSearchParams(params)}`)
        assert.ok([200, 400, 404, 405].includes(status), `${filled} ${status}`)
      }),
      { seed, numRuns: SIZES.propertyRuns / 4 },
    )
    const writes = OPERATIONS.filter((o) => o.method !== 'get')
    const field = fc.constantFrom('uses', 'names', 'base', 'claims', 'words', 'lat', 'formId', 'id')
    const body = fc.dictionary(fc.oneof(field, fc.string()), fc.jsonValue({ maxDepth: 2 }))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...writes), body, async ({ path, method }, sent) => {
        const filled = path.replace(/\{\w+\}/g, 'A35')
        const asking = { method: method.toUpperCase(), key: secret, body: sent }
        const { status } = await api.ask(filled, asking)
        assert.ok(
          [400, 404, 409, 422].includes(status),
          `${filled} ${status} ${JSON.stringify(sent)}`,
        )
      }),
      { seed, numRuns: SIZES.propertyRuns / 4 },
    )
  })

function typeOf(name: string): string {
  return `${ORIGIN}/en/api#problem-${name}`
}

async function problem(path: string): Promise<[string, number]> {
  const answer = await api.ask(path)
  const { type } = (await answer.json()) as { type: string }
  return [type.split('#problem-')[1] ?? '', answer.status]
}

function newMonument(id: string) {
  return {
    actor: { id: 'test', name: 'Test' },
    at: NOW,
    reason: 'Another',
    salt: id,
    changes: [
      enter('monument', {
        id,
        siteId: 'palmyra',
        partOf: null,
        principalId: null,
        slug: id,
        kind: 'temple',
        position: 0,
        description: null,
        descriptionSources: [],
        provenance: null,
      }),
      enter('name', {
        id: `${id}.en`,
        subjectId: id,
        form: `A ${id}`,
        lang: 'en',
        preferred: true,
        position: 0,
        sources: [],
      }),
    ],
  }
}
