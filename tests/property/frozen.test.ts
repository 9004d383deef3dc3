import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkFrozen } from '../../app/exports/frozen/check'
import { makeFile } from '../../app/exports/frozen/make'
import { currentVersions } from '../../app/exports/frozen/versions'
import { formatDay } from '../../db/domain/dates'
import { CONDITIONS, EVENT_KINDS, PROBABILITIES } from '../../db/domain/vocabulary'
import { hashOf } from '../../db/store/blobs'
import type { RecordChange, RecordKind } from '../../db/store/records'
import type { FrozenRow } from '../../db/store/report-chain'
import { loadRows, type Rows } from '../../db/store/rows'
import { save } from '../../db/store/save'
import { HEADS_FILE } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { FULL, SEEDS, SIZES } from '../sizes'
import { freezeReport, palmyra } from '../support/palmyra'
import { enter, NOW } from '../support/small-register'

/* Reports of Palmyra are frozen, then it is edited at random; made anew, each must be the same, byte for byte. */

/** The whole site takes a while. */
const SOME = FULL ? '' : '&kind=temple'
const CLOCKS = 'asOf=2017-01-12&knownAt=2017-01-19'
/** What editors may change in each kind of record without making it another. */
const TEXTS = {
  site: 'region',
  monument: 'description',
  name: 'form',
  coordinate: 'basis',
  identifier: 'label',
  source: 'title',
  question: 'topic',
  claim: 'words',
  assessment: 'rationale',
  threat: 'rationale',
  event: 'what',
  note: 'text',
} as const satisfies Partial<Record<RecordKind, string>>
const KINDS = Object.keys(TEXTS) as (keyof typeof TEXTS)[]
const WITHDRAWN = ['name', 'identifier', 'claim', 'threat', 'event', 'note', 'adoption'] as const
const BILINGUAL = ['region', 'description', 'topic', 'rationale', 'what']

/** Days about the two clocks, so that what is entered would show if the pin did not hold. */
const day = fc.integer({ min: 16_000, max: 17_180 })
const edit = fc.oneof(
  fc.record({
    what: fc.constant('enter' as const),
    kind: fc.constantFrom('claim', 'assessment', 'threat', 'event', 'name', 'note'),
    which: fc.nat(10_000),
    day,
    condition: fc.constantFrom(...CONDITIONS),
    probability: fc.constantFrom(...PROBABILITIES),
    event: fc.constantFrom(...EVENT_KINDS),
  }),
  fc.record({
    what: fc.constant('correct' as const),
    kind: fc.constantFrom(...KINDS),
    which: fc.nat(10_000),
  }),
  fc.record({
    what: fc.constant('withdraw' as const),
    kind: fc.constantFrom(...WITHDRAWN),
    which: fc.nat(10_000),
  }),
)
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never

for (const seed of SEEDS)
  test(`${SIZES.editsBetween} edits later every frozen report comes out the same (seed ${seed})`, async () => {
    const register = await palmyra()
    const { store, reports: folder } = register
    try {
      const frozen = [
        await freezeReport(register, `${CLOCKS}&rev=1${SOME}&since=2015-01-01&lang=en`),
        await freezeReport(register, `${CLOCKS}&rev=1&status=destroyed&sort=name&lang=ar`),
        await freezeReport(register, 'rev=1&flag=contested&lang=both', { audience: 'editor' }),
      ]
      const edits = fc.sample(edit, { seed, numRuns: SIZES.editsBetween })
      let rev = 1
      for (const [n, one] of edits.entries()) {
        const changes = changesOf(one, n, await loadRows(store.db, { siteId: 'palmyra' }, null))
        if (changes.length > 0) rev = await saveAll(store, changes, n)
        // Half way, of the register as it then is.
        if (n === edits.length >> 1)
          frozen.push(await freezeReport(register, `${CLOCKS}&rev=${rev}&kind=temple&lang=en`))
      }
      assert.ok(rev > edits.length * 0.8, `${rev} revisions`)
      const context = { folder, now: '2027-03-01T00:00:00.000Z', versions: currentVersions() }
      for (const row of frozen)
        assert.deepEqual(await checkFrozen(store.db, row, context), { state: 'same' }, row.address)
      await assertEditsShow(store, frozen[0] ?? assert.fail(), rev)
      const headsFile = join(dirname(register.file), HEADS_FILE)
      const { findings } = await verify(store.db, { headsFile, reportsFolder: folder })
      assert.deepEqual(findings, [])
    } finally {
      await register.close()
    }
  })

/** Else the test would prove nothing: the same address at the newest revision must answer otherwise. */
async function assertEditsShow(store: Store, row: FrozenRow, rev: number): Promise<void> {
  const address = row.address.replace('rev=1', `rev=${rev}`)
  const now = await makeFile(store.db, { ...row, address, now: NOW })
  assert.notEqual(hashOf(now.bytes), row.sha256)
  assert.notDeepEqual(now.basis.claims, row.claims)
}

function changesOf(one: Edit, n: number, rows: Rows): RecordChange[] {
  if (one.what === 'enter') return entered(one, n, rows)
  const list = rows[one.kind]
  const before = list[one.which % list.length]
  // No form takes the last name of a monument away.
  const isNeeded = before && one.what === 'withdraw' && 'preferred' in before && before.preferred
  if (!before || isNeeded) return []
  if (one.what === 'withdraw')
    return [{ op: 'withdraw', kind: one.kind, before } as unknown as RecordChange]
  const { recordedRev: _recorded, retiredRev: _retired, ...row } = before
  const column = TEXTS[one.kind]
  const text = `Changed in edit ${n}`
  const changed = BILINGUAL.includes(column) ? { en: text, ar: `تغيير ${n}` } : text
  return [
    { op: 'correct', kind: one.kind, before, row: { ...row, [column]: changed } },
  ] as unknown as RecordChange[]
}

function entered(one: Extract<Edit, { what: 'enter' }>, n: number, rows: Rows): RecordChange[] {
  const [id, at] = [`edit.${n}`, one.day]
  const place = rows.monument[one.which % rows.monument.length] ?? assert.fail('no monument')
  const source = rows.source[one.which % rows.source.length] ?? assert.fail('no source')
  const own = { id, subjectId: place.id }
  const dated = { valid: formatDay(at), qualifier: 'on' as const, earliest: at, latest: at }
  const both = { en: `Entered in edit ${n}`, ar: `إدخال ${n}` }
  const claim = enter('claim', {
    ...own,
    ...dated,
    id: `${id}.claim`,
    property: 'condition',
    sourceId: source.id,
    words: both.en,
    wordsLang: 'en',
    value: one.condition,
    codedBy: 'editors',
    knownFrom: at,
  })
  switch (one.kind) {
    case 'claim':
      return [claim]
    case 'assessment': {
      const isTaken = rows.assessment.some(
        (a) => a.subjectId === place.id && a.earliest === at && a.knownFrom === at,
      )
      if (isTaken) return [claim]
      return [
        claim,
        enter('assessment', {
          ...own,
          ...dated,
          property: 'condition',
          value: one.condition,
          certainty: 'high',
          rationale: both,
          assessor: 'editors',
          knownFrom: at,
        }),
        enter('adoption', {
          id: `${id}.adoption`,
          targetId: id,
          claimId: `${id}.claim`,
          stance: 'establishing',
        }),
      ]
    }
    case 'threat':
      return [
        enter('threat', {
          ...own,
          ...dated,
          valid: `${formatDay(at)}/..`,
          latest: 99_999_999,
          category: 'military',
          cause: 'explosion',
          probability: one.probability,
          rationale: both,
          knownFrom: at,
        }),
      ]
    case 'event':
      return [
        enter('event', {
          ...own,
          ...dated,
          kind: one.event,
          what: both,
          certainty: 'reported',
          knownFrom: at,
        }),
      ]
    case 'name':
      return [
        enter('name', { ...own, form: both.en, lang: 'en', preferred: false, position: 50 + n }),
      ]
    default:
      return [enter('note', { ...own, kind: 'remark', text: both.en, sources: [source.id] })]
  }
}

async function saveAll(store: Store, changes: RecordChange[], n: number): Promise<number> {
  const actor = { id: 'x', name: 'X' }
  const { rev } = await save(store, () => ({
    actor,
    at: NOW,
    reason: `Edit ${n}`,
    salt: String(n),
    changes,
  }))
  return rev
}
