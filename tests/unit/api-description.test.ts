import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Validator } from '@seriousme/openapi-schema-validator'
import Ajv from 'ajv/dist/2020'
import formats from 'ajv-formats'
import { EXAMPLES, openapi } from '../../app/api/v1/openapi'
import { OPERATIONS } from '../../app/api/v1/operations'
import { apiRegister, ORIGIN } from '../support/api'

/*
 * The description of the API: valid OpenAPI, whole, and true. The examples in app/api/v1/examples.json are answers of
 * the seeded register; TADMOR_WRITE_EXAMPLES=1 writes them anew.
 */

type Json = Record<string, unknown>
type Example = { address?: string; request?: Json; response?: Json }
const FILE = fileURLToPath(new URL('../../app/api/v1/examples.json', import.meta.url))
const API_FOLDER = fileURLToPath(new URL('../../app/api/v1', import.meta.url))

let api: Awaited<ReturnType<typeof apiRegister>>
before(async () => {
  api = await apiRegister()
})
after(() => api.close())

for (const lang of ['en', 'ar'] as const)
  test(`the ${lang} description is valid OpenAPI 3.1`, async () => {
    const result = await new Validator().validate(openapi(ORIGIN, lang))
    assert.deepEqual(result, { valid: true })
  })

test('every route is described, and every described path is a route', () => {
  const routes = readdirSync(API_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)route\.ts$/.test(path))
    .map((path) => `/${path.replace(/\/?route\.ts$/, '')}`.replace(/\[(\w+)\]/g, '{$1}'))
    .filter((path) => path !== '/[...unknown]')
  const { paths } = openapi(ORIGIN, 'en') as { paths: Json }
  assert.deepEqual(routes.sort(), Object.keys(paths).sort())
})

test('every operation has an example, taken from an answer of the seeded register', async () => {
  const taken = await takeExamples()
  if (process.env.TADMOR_WRITE_EXAMPLES) writeFileSync(FILE, `${JSON.stringify(taken, null, 2)}\n`)
  else assert.deepEqual(EXAMPLES, taken)
  const without = OPERATIONS.map((o) => o.id).filter((id) => !(id in taken))
  assert.deepEqual(without, ['getDescription'])
})

test('every example is valid by its schema, by another validator', () => {
  const document = openapi(ORIGIN, 'en')
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats(ajv)
  ajv.addSchema(document, 'api')
  let checked = 0
  for (const [path, methods] of Object.entries(document.paths as Record<string, Json>))
    for (const [method, operation] of Object.entries(methods)) {
      const pointer = `api#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`
      const { requestBody, responses } = operation as { requestBody?: Json; responses: Json }
      const contents: [string, unknown][] = [
        ['requestBody', requestBody],
        ...Object.entries(responses).map(([status, answer]): [string, unknown] => [
          `responses/${status}`,
          answer,
        ]),
      ]
      for (const [where, holder] of contents) {
        const { example } =
          ((holder as { content?: Record<string, Json> } | undefined)?.content?.[
            'application/json'
          ] as { example?: unknown } | undefined) ?? {}
        if (example === undefined) continue
        const at = `${pointer}/${where}/content/application~1json/schema`
          .replaceAll('{', '%7B')
          .replaceAll('}', '%7D')
        const isValid = ajv.validate({ $ref: at }, example)
        assert.ok(isValid, `${method} ${path} ${where}: ${ajv.errorsText()}`)
        checked++
      }
    }
  assert.ok(checked >= OPERATIONS.length)
})

test('an example that is not of its schema would be found', () => {
  const document = openapi(ORIGIN, 'en')
  const ajv = new Ajv({ strict: false })
  formats(ajv)
  ajv.addSchema(document, 'api')
  const claim = EXAMPLES.getClaim?.response?.data as Json
  const ref = { $ref: 'api#/components/schemas/Claim' }
  assert.equal(ajv.validate(ref, claim), true)
  for (const spoilt of [
    { ...claim, property: 'mood' },
    { ...claim, secret: 1 },
    { ...claim, words: undefined },
  ])
    assert.equal(ajv.validate(ref, JSON.parse(JSON.stringify(spoilt))), false)
})

const CLOCKS = 'asOf=2016-12-11&knownAt=2016-12-14&rev=1'
const READS: Record<string, string> = {
  getIndex: '',
  getKey: '/key',
  listSites: `/sites?${CLOCKS}`,
  getSite: `/sites/palmyra?${CLOCKS}`,
  listMonuments: `/sites/palmyra/monuments?${CLOCKS}&flag=at_risk&limit=1`,
  getMonument: `/sites/palmyra/monuments/temple-of-bel-cella?asOf=2016-12-11&knownAt=2016-12-14&rev=1`,
  listClaims: `/sites/palmyra/claims?${CLOCKS}&monument=monumental-arch&limit=1`,
  getClaim: '/claims/A35?asOf=2017-03-02&knownAt=2017-03-02&rev=1',
  listAssessments: `/sites/palmyra/assessments?${CLOCKS}&monument=monumental-arch`,
  getAssessment: `/assessments/bel.condition.2015?${CLOCKS}`,
  listThreats: `/sites/palmyra/threats?${CLOCKS}&limit=1`,
  listEvents: `/sites/palmyra/events?${CLOCKS}&limit=1`,
  listDisagreements: `/sites/palmyra/disagreements?asOf=2014-01-01&knownAt=2014-01-01&rev=1`,
  listSources: `/sources?${CLOCKS}&limit=1`,
  getSource: `/sources/seed?${CLOCKS}`,
  listChanges: '/sites/palmyra/changes?rev=1',
  getHistory: '/records/threat.theatre-2016/history?rev=1',
  compareDays: '/sites/palmyra/comparison?from=2016-12-11&to=2017-03-02&rev=1',
}

/** Asks everything once, on a register of its own, so that the same revisions come out. */
async function takeExamples(): Promise<Record<string, Example>> {
  const own = await apiRegister()
  try {
    const taken: Record<string, Example> = {}
    for (const operation of OPERATIONS) {
      const address = READS[operation.id]
      if (operation.method !== 'get' || address === undefined) continue
      const answer = await own.ask(address)
      const response = (await answer.json()) as Json
      assert.equal(answer.status, 200, operation.id)
      assert.deepEqual(operation.answer.parse(response), response, operation.id)
      taken[operation.id] = { address, response: shortened(response) as Json }
    }
    const { secret } = await own.key('editor')
    for (const { id, address, request, formId } of WRITES) {
      const method = OPERATIONS.find((operation) => operation.id === id)?.method.toUpperCase()
      const headers: Record<string, string> = formId ? { 'Idempotency-Key': formId } : {}
      const answer = await own.ask(address, { method, key: secret, body: request, headers })
      const response = (await answer.json()) as Json
      assert.ok([200, 201].includes(answer.status), `${id}: ${JSON.stringify(response)}`)
      taken[id] = { address, request, response }
    }
    return taken
  } finally {
    await own.close()
  }
}

/** Lists inside an answer cut to their first entry: examples are to be read. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, shortened(own)]))
}

const [CLAIM, CONCLUSION, THREAT] = [
  '7b8d6f3a-2f53-4c1e-9a6f-0d1c2b3a4e5f',
  'c1a7e0b2-5d64-4f0e-8b2d-6e9f1a2b3c4d',
  'e5d4c3b2-a190-4e8d-9c7b-1f2e3d4c5b6a',
] as const
const common = { reason: 'Reading of the report', textLang: 'en', sensitivity: 'public' }
const said = {
  words: 'The theatre may be next.',
  wordsLang: 'en',
  valid: '2016-12-11',
  ...common,
}
const concluded = {
  subjectId: 'theatre',
  property: 'statement',
  value: 'The theatre was thought to be threatened.',
  from: '2016-12-11',
  certainty: 'medium',
  rationale: 'One source says so.',
  uses: [{ claimId: CLAIM, stance: 'establishing' }],
  reason: common.reason,
  textLang: 'en',
}
const feared = { probability: 'possible', rationale: 'The report warns of it.', ...common }

const DOUBLED = 'd4b2f6a8-1c3e-4a5b-9d7f-0e2c4a6b8d10'

/** In this order: each starts from what the one before it left. */
const WRITES: { id: string; address: string; request: Json; formId?: string }[] = [
  {
    id: 'recordClaim',
    address: '/claims',
    formId: CLAIM,
    request: { sourceId: 'seed', subjectId: 'theatre', property: 'statement', ...said },
  },
  {
    id: 'correctClaim',
    address: `/claims/${CLAIM}`,
    request: { base: 3, locator: 'paragraph 4', qualifier: 'on', ...said },
  },
  { id: 'assess', address: '/assessments', formId: CONCLUSION, request: concluded },
  {
    id: 'correctAssessment',
    address: `/assessments/${CONCLUSION}`,
    request: { base: 5, ...concluded, certainty: 'low' },
  },
  {
    id: 'correctSource',
    address: '/sources/seed',
    request: {
      base: 1,
      title: 'IS Re-Captures Ancient City Of Palmyra',
      published: '[2016-12-11..2016-12-13]',
      class: 'tertiary',
      lang: 'en',
      reliability: 'f',
      reliabilityReason: 'No author and no publisher are named.',
      ...common,
    },
  },
  {
    id: 'correctMonument',
    address: '/monuments/theatre',
    request: {
      base: 1,
      kind: 'theatre',
      nameEn: 'Roman Theatre',
      nameAr: 'المسرح الروماني بتدمر',
      names: [
        { form: 'Roman amphitheatre', lang: 'en' },
        { form: 'Palmyra amphitheater', lang: 'en' },
        { form: 'مسرح', lang: 'ar' },
        { form: 'Theater von Palmyra', lang: 'de' },
      ],
      descriptionEn:
        'Semicircular theatre in a colonnaded piazza; its cavea was planned 92 m wide.',
      descriptionAr: 'مسرح نصف دائري في ساحة ذات أعمدة؛ خُطط مدرّجه بعرض 92 متراً.',
      lat: 34.55079,
      lon: 38.268862,
      precisionM: 5,
      basis: 'imagery point, Pleiades (stated 4.2 m)',
      sensitivity: 'public',
      reason: common.reason,
    },
  },
  {
    id: 'openThreat',
    address: '/threats',
    formId: THREAT,
    request: {
      subjectId: 'theatre',
      category: 'vandalism',
      cause: 'theft',
      from: '2016-12-11',
      claims: [CLAIM],
      ...feared,
    },
  },
  {
    id: 'correctThreat',
    address: `/threats/${THREAT}`,
    request: { base: 9, ...feared, horizon: 'months' },
  },
  {
    id: 'closeThreat',
    address: `/threats/${THREAT}/end`,
    request: {
      base: 10,
      end: '2017-03-02',
      endKnown: '2017-03-02',
      reason: 'Over',
      textLang: 'en',
    },
  },
  {
    id: 'withdraw',
    address: `/records/${CONCLUSION}/withdrawal`,
    request: { kind: 'assessment', base: 6, reason: 'Concluded too early' },
  },
  {
    id: 'restore',
    address: `/records/${CONCLUSION}/restoration`,
    request: { base: 12, version: 6, reason: 'It holds after all' },
  },
  {
    id: 'enterSource',
    address: '/sources',
    formId: DOUBLED,
    request: {
      title: 'IS re-captures Palmyra',
      author: 'Not named',
      kind: 'news_article',
      published: '2016-12',
      url: 'https://example.org/palmyra',
      archiveUrl: 'https://web.archive.org/web/2016/https://example.org/palmyra',
      class: 'repost',
      lang: 'en',
      rights: 'all_rights_reserved',
      ...common,
    },
  },
  {
    id: 'mergeSources',
    address: '/sources/seed/merger',
    request: {
      staysBase: 7,
      goesId: DOUBLED,
      goesBase: 14,
      urlOf: 'stays',
      reason: 'The same text in another place',
    },
  },
]
