import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import { parseDay } from '../../db/domain/dates'
import { DomainError } from '../../db/domain/errors'
import { EVERYTHING } from '../../db/domain/filter'
import {
  claimInput,
  closeInput,
  monumentInput,
  threatEditInput,
  threatInput,
  withdrawInput,
} from '../../db/domain/inputs'
import type { Reader } from '../../db/domain/policy'
import { sensitivityInput } from '../../db/domain/sensitivity'
import { sourceInput } from '../../db/domain/source-input'
import type { Call } from '../../db/mutations/call'
import { editMonument } from '../../db/mutations/edit-monument'
import { editSource } from '../../db/mutations/edit-source'
import { editThreat } from '../../db/mutations/edit-threat'
import { recordClaim } from '../../db/mutations/record-claim'
import { setSensitivity } from '../../db/mutations/set-sensitivity'
import { closeThreat, openThreat } from '../../db/mutations/threats'
import { weighClaim } from '../../db/mutations/weigh-claim'
import { withdraw } from '../../db/mutations/withdraw'
import { openThreats } from '../../db/queries/risk'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { loadRows } from '../../db/store/rows'
import { readHead } from '../../db/store/save'
import { rederive } from '../support/rederive'
import { idSequence, NOW, smallRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
beforeEach(async () => {
  register = await smallRegister()
})
afterEach(() => register.close())

const FORM_ID = '11111111-2222-4333-8444-555555555555'
const CLAIM = {
  formId: FORM_ID,
  sourceId: 'paper',
  subjectId: 'arch',
  property: 'condition',
  condition: 'fair',
  valid: '2015-08',
  words: 'The arch is scratched.',
  wordsLang: 'en',
  sensitivity: 'public',
  reason: 'Recording the paper',
  textLang: 'en',
}
const CONCLUSION = { conclude: 'on', certainty: 'high', rationale: 'One report, with a photograph' }
const MONUMENT = {
  monumentId: 'temple',
  base: '1',
  kind: 'temple',
  nameEn: 'Temple',
  nameAr: 'معبد',
  'form:temple.en.2': 'Old temple',
  'lang:temple.en.2': 'en',
  lat: '34.5',
  lon: '38.2',
  precisionM: '10',
  basis: 'survey',
  sensitivity: 'public',
  principalId: 'cella',
  reason: 'Correcting',
}
const SOURCE = {
  sourceId: 'paper',
  base: '1',
  title: 'Paper',
  publisher: 'Press',
  published: '2015-09-01',
  url: 'https://example.org/paper',
  lang: 'en',
  class: 'press',
  sensitivity: 'public',
  reason: 'Correcting',
  textLang: 'en',
}
const THREAT = {
  formId: FORM_ID,
  subjectId: 'arch',
  category: 'natural',
  cause: 'wind',
  probability: 'possible',
  from: '2015-09',
  claims: 'arch.warned',
  rationale: 'Said so',
  sensitivity: 'public',
  reason: 'Opening',
  textLang: 'en',
}
const CLOSE = {
  threatId: 'arch.threat',
  base: '1',
  end: '2016-03-27',
  endKnown: '2016-03-28',
  reason: 'Over',
  textLang: 'en',
}
const EDIT = {
  threatId: 'arch.threat',
  base: '1',
  probability: 'planned',
  rationale: 'Announced',
  sensitivity: 'public',
  reason: 'Announced since',
  textLang: 'en',
}

type Verb = <T>(
  verb: (call: Call<T>) => Promise<unknown>,
  schema: z.ZodType<T>,
  typed: object,
  reader?: Reader,
) => Promise<{ rev: number; id: string }>

/** Parses what a form would send and calls the mutation as an editor, unless told otherwise. */
const call: Verb = async (verb, schema, typed, reader = someone('editor')) => {
  const input = schema.parse(typed)
  const result = await verb({
    store: register.store,
    reader,
    now: NOW,
    newId: idSequence(),
    salt: 'salt',
    input,
  })
  return result as { rev: number; id: string }
}

test('a claim with a new source and a conclusion is one revision, and changes the answer', async () => {
  const { sourceId: _, ...rest } = CLAIM
  const typed = {
    ...rest,
    newTitle: 'A new paper',
    newPublished: '2016-01',
    newClass: 'press',
    ...CONCLUSION,
  }
  const saved = await call(recordClaim, claimInput, typed)
  assert.deepEqual(saved, { rev: 2, id: FORM_ID })
  const rows = await loadRows(register.store.db, { roots: ['arch'] }, null)
  const claim = rows.claim.find((c) => c.id === FORM_ID)
  const source = rows.source.find((s) => s.id === claim?.sourceId)
  assert.equal(source?.title, 'A new paper')
  assert.equal(claim?.knownFrom, parseDay('2016-01-31'))
  const assessment = rows.assessment.find((a) => a.subjectId === 'arch')
  assert.equal(assessment?.value, 'fair')
  assert.equal(assessment?.knownFrom, claim?.knownFrom)
  assert.equal(rows.adoption.find((a) => a.targetId === assessment?.id)?.claimId, FORM_ID)
  assert.doesNotMatch(JSON.stringify([claim, assessment]), /A editor|user-editor/)
  await assertDerived()
  assert.equal(await headlineToday('arch'), 'slightly_damaged')
})

test('only an editor or more may change anything, and a refusal changes nothing', async () => {
  const verbs = [
    () => [recordClaim, claimInput, CLAIM],
    () => [weighClaim, claimInput, CLAIM],
    () => [editMonument, monumentInput, { ...MONUMENT, nameEn: 'Changed' }],
    () => [editSource, sourceInput, { ...SOURCE, title: 'Changed' }],
    () => [openThreat, threatInput, THREAT],
    () => [closeThreat, closeInput, CLOSE],
    () => [editThreat, threatEditInput, EDIT],
    () => [
      withdraw,
      withdrawInput,
      { kind: 'assessment', id: 'temple.2015', base: '1', reason: 'Wrong' },
    ],
  ] as unknown as (() => Parameters<Verb>)[]
  const before = await dump()
  for (const verb of verbs) {
    const [mutation, schema, typed] = verb()
    for (const reader of [
      someone(null),
      someone('viewer'),
      { userId: null, name: null, role: null },
    ])
      await refused(call(mutation, schema, typed, reader), 'forbidden')
  }
  assert.deepEqual(await dump(), before)
  for (const [n, role] of (['editor', 'reviewer', 'admin'] as const).entries()) {
    const typed = { ...CLAIM, formId: idSequence(900 + n)(), words: `By ${role}` }
    assert.equal((await call(recordClaim, claimInput, typed, someone(role))).rev, n + 2)
  }
})

test('a form sent twice is recorded once; its id in other hands is a conflict', async () => {
  const first = await call(recordClaim, claimInput, CLAIM)
  assert.deepEqual(await call(recordClaim, claimInput, CLAIM), first)
  await refused(call(recordClaim, claimInput, CLAIM, someone('admin')), 'conflict')
  const edited = await call(editSource, sourceInput, { ...SOURCE, title: 'Changed' })
  assert.deepEqual(await call(editSource, sourceInput, { ...SOURCE, title: 'Changed' }), edited)
  const typed = { ...MONUMENT, nameEn: 'Great temple', 'form:+1': 'Bel', 'lang:+1': 'en' }
  const renamed = await call(editMonument, monumentInput, typed)
  assert.deepEqual(await call(editMonument, monumentInput, typed), renamed)
  const closed = await call(closeThreat, closeInput, CLOSE)
  assert.deepEqual(await call(closeThreat, closeInput, CLOSE), closed)
  const gone = { kind: 'threat', id: 'arch.threat', base: String(closed.rev), reason: 'Wrong' }
  const withdrawn = await call(withdraw, withdrawInput, gone)
  assert.deepEqual(await call(withdraw, withdrawInput, gone), withdrawn)
  assert.equal((await readHead(register.store.db)).rev, 6)
})

test('twenty forms sent at the same moment make twenty revisions, and one sent twice makes one', async () => {
  const ids = Array.from({ length: 20 }, (_, n) => idSequence(500 + n)())
  const sends = ids.map((formId, n) =>
    call(recordClaim, claimInput, { ...CLAIM, formId, words: `No. ${n}` }),
  )
  const again = call(recordClaim, claimInput, { ...CLAIM, formId: ids[0], words: 'No. 0' })
  const saved = await Promise.all([...sends, again])
  assert.equal(new Set(saved.map((s) => s.rev)).size, 20)
  assert.equal((await readHead(register.store.db)).rev, 21)
  await assertDerived()
})

test('a stale form is a conflict and changes nothing', async () => {
  await call(editMonument, monumentInput, { ...MONUMENT, nameEn: 'Great temple' })
  await call(editSource, sourceInput, { ...SOURCE, title: 'Other' })
  await call(closeThreat, closeInput, CLOSE)
  const before = await dump()
  await refused(call(editMonument, monumentInput, { ...MONUMENT, kind: 'arch' }), 'conflict')
  await refused(call(editSource, sourceInput, { ...SOURCE, title: 'Mine' }), 'conflict')
  await refused(call(closeThreat, closeInput, { ...CLOSE, end: '2016-04-01' }), 'conflict')
  await refused(
    call(withdraw, withdrawInput, { kind: 'threat', id: 'arch.threat', base: '1', reason: 'No' }),
    'conflict',
  )
  assert.deepEqual(await dump(), before)
})

test('a removed name also makes a form stale', async () => {
  const typed = { ...MONUMENT, 'form:temple.en.2': '' }
  const removed = await call(editMonument, monumentInput, typed)
  assert.deepEqual(await call(editMonument, monumentInput, typed), removed)
  await refused(call(editMonument, monumentInput, { ...MONUMENT, nameEn: 'Mine' }), 'conflict')
})

test('names are added, corrected and removed, found by search at once', async () => {
  const typed = {
    ...MONUMENT,
    nameAr: '',
    'form:temple.en.2': '',
    'form:+1': 'Sanctuary',
    'lang:+1': 'en',
    descriptionEn: 'A limestone hall',
  }
  await call(editMonument, monumentInput, typed)
  const rows = await loadRows(register.store.db, { roots: ['temple'] }, null)
  assert.deepEqual(
    rows.name.filter((n) => n.subjectId === 'temple').map((n) => n.form),
    ['Sanctuary', 'Temple'],
  )
  assert.match(await searchEntry('temple', 'public'), /sanctuary/)
  assert.match(await searchEntry('temple', 'public'), /limestone/)
  assert.doesNotMatch(await searchEntry('temple', 'public'), /old/)
  await assertDerived()
})

test('a restricted monument leaves the public half of the derived tables', async () => {
  await call(editMonument, monumentInput, { ...MONUMENT, sensitivity: 'restricted' })
  assert.equal(await searchEntry('temple', 'public'), '')
  assert.notEqual(await searchEntry('temple', 'editor'), '')
  await assertDerived()
})

test('a form that would change nothing is refused', async () => {
  await refused(call(editMonument, monumentInput, MONUMENT), 'invalid', 'reason')
  await refused(call(editSource, sourceInput, SOURCE), 'invalid', 'reason')
})

test('a new day of publication moves what hangs on it, and nothing else', async () => {
  await call(recordClaim, claimInput, { ...CLAIM, reported: '2015-08-31' })
  const saved = await call(editSource, sourceInput, { ...SOURCE, published: '2015-10-05' })
  const rows = await loadRows(register.store.db, { roots: ['temple', 'arch'] }, null)
  const moved = parseDay('2015-10-05')
  const day = (list: { id: string; knownFrom: number }[], id: string) =>
    list.find((r) => r.id === id)?.knownFrom
  assert.equal(day(rows.claim, 'temple.bad'), moved)
  assert.equal(day(rows.claim, FORM_ID), parseDay('2015-08-31'))
  assert.equal(day(rows.assessment, 'temple.2015'), moved)
  assert.equal(day(rows.assessment, 'temple.2011'), parseDay('2011-03-01'))
  assert.equal(day(rows.threat, 'arch.threat'), moved)
  assert.equal(day(rows.event, 'blast'), moved)
  assert.equal(rows.claim.find((c) => c.id === 'temple.good')?.recordedRev, 1)
  assert.equal(saved.rev, 3)
  await assertDerived()
})

test('a claim against the assessment in force is weighed as contested, one that agrees is not', async () => {
  const claim = { ...CLAIM, subjectId: 'temple', valid: '2016-01', condition: 'good' }
  assert.equal((await call(weighClaim, claimInput, claim)) as unknown, true)
  assert.equal(
    (await call(weighClaim, claimInput, { ...claim, condition: 'very_bad' })) as unknown,
    false,
  )
  assert.equal((await call(weighClaim, claimInput, { ...claim, valid: '2012' })) as unknown, false)
  await call(recordClaim, claimInput, claim)
  assert.equal(await isContestedToday('temple'), true)
  await assertDerived()
})

test('a second conclusion for the same beginning and known day names the first', async () => {
  const typed = {
    ...CLAIM,
    subjectId: 'temple',
    valid: '2015-08-30',
    condition: 'destroyed',
    ...CONCLUSION,
  }
  await refused(call(recordClaim, claimInput, typed), 'duplicate', 'conclude', 'temple.2015')
})

test('a conclusion may use other claims and set some aside with a reason', async () => {
  const typed = {
    ...CLAIM,
    subjectId: 'temple',
    valid: '2016-01',
    ...CONCLUSION,
    corroborating: 'temple.bad',
    setAside: ['temple.good'],
    setAsideReason: 'Earlier',
  }
  await call(recordClaim, claimInput, typed)
  const { adoption } = await loadRows(register.store.db, { roots: ['temple'] }, null)
  const uses = adoption
    .filter((a) => !a.id.startsWith('temple.'))
    .map((a) => [a.claimId, a.stance, a.reason?.en ?? null])
  assert.deepEqual(uses.sort(), [
    [FORM_ID, 'establishing', null],
    ['temple.bad', 'corroborating', null],
    ['temple.good', 'set_aside', 'Earlier'],
  ])
})

test('a claim that hides makes its conclusion hide', async () => {
  await call(recordClaim, claimInput, { ...CLAIM, sensitivity: 'restricted', ...CONCLUSION })
  assert.equal(await headlineToday('arch', 'editor'), 'slightly_damaged')
  assert.equal(await headlineToday('arch', 'public'), 'unknown')
  await assertDerived()
})

test('an earlier report of an event makes it known earlier', async () => {
  const typed = {
    ...CLAIM,
    subjectId: 'blast',
    property: 'event_date',
    valueDate: '2015-08-29',
    valid: '',
    reported: '2015-08-31',
  }
  await call(recordClaim, claimInput, typed)
  const { event, claim } = await loadRows(register.store.db, { roots: ['temple'] }, null)
  assert.equal(event[0]?.knownFrom, parseDay('2015-08-31'))
  assert.equal(claim.find((c) => c.id === FORM_ID)?.valid, '2015-08-29')
  await call(withdraw, withdrawInput, { kind: 'claim', id: FORM_ID, base: '2', reason: 'A slip' })
  const after = await loadRows(register.store.db, { roots: ['temple'] }, null)
  assert.equal(after.event[0]?.knownFrom, parseDay('2015-09-01'))
  await assertDerived()
})

test('what cannot be said is refused on its field', async () => {
  const wrong = async (typed: object, field: string) =>
    refused(call(recordClaim, claimInput, { ...CLAIM, ...typed }), 'invalid', field)
  await wrong({ subjectId: 'blast' }, 'subjectId')
  await wrong({ subjectId: 'nowhere' }, 'subjectId')
  await wrong({ property: 'event_date', valueDate: '2015' }, 'subjectId')
  await wrong({ sourceId: 'nothing' }, 'sourceId')
  await wrong({ sourceId: '', sourceSearch: 'No such title' }, 'sourceSearch')
  await wrong({ reported: '2027-01-01' }, 'reported')
  await wrong({ observed: '2016-01-01' }, 'observed')
  await wrong(
    { sourceId: '', newTitle: 'Future', newPublished: '2027', newClass: 'press' },
    'newPublished',
  )
  await refused(
    call(recordClaim, claimInput, {
      ...CLAIM,
      subjectId: 'temple',
      condition: 'very_bad',
      valid: '2015-08-30',
      words: 'temple is very_bad',
    }),
    'duplicate',
    'words',
    'temple.bad',
  )
})

test('a source is found by its label, address or title', async () => {
  const labels = ['Paper · Press · 2015-09-01 [paper]', 'https://example.org/paper', 'Paper']
  for (const [n, sourceSearch] of labels.entries()) {
    const typed = {
      ...CLAIM,
      formId: idSequence(700 + n)(),
      sourceId: '',
      sourceSearch,
      words: `Words ${n}`,
    }
    assert.equal((await call(recordClaim, claimInput, typed)).rev, n + 2)
  }
})

test('a threat is known when its sources were, and no source is later than a day it is given', async () => {
  const opened = await call(openThreat, threatInput, THREAT)
  const { threat } = await loadRows(register.store.db, { roots: ['arch'] }, null)
  assert.equal(threat.find((x) => x.id === opened.id)?.knownFrom, parseDay('2015-09-01'))
  const again = { ...THREAT, formId: idSequence(800)() }
  await refused(call(openThreat, threatInput, again), 'duplicate', 'cause')
  await refused(
    call(openThreat, threatInput, { ...again, cause: 'fire', known: '2015-08-31' }),
    'invalid',
    'claims',
  )
  await refused(
    call(openThreat, threatInput, { ...again, cause: 'fire', subjectId: 'blast' }),
    'invalid',
    'subjectId',
  )
  await assertDerived()
})

test('a threat begins in the past, with sources that do not tell of what came after', async () => {
  const open = (typed: object) => call(openThreat, threatInput, { ...THREAT, ...typed })
  await refused(open({ from: '2026-11-23' }), 'invalid', 'from')
  await refused(open({ known: '2026-11-23' }), 'invalid', 'known')
  await refused(
    open({ subjectId: 'temple', claims: 'temple.bad', from: '2015-06' }),
    'invalid',
    'claims',
  )
  await open({ subjectId: 'temple', claims: 'temple.bad', from: '2015-08' })
})

test('a threat to the site as a whole is no flag of a monument', async () => {
  const { id } = await call(openThreat, threatInput, { ...THREAT, subjectId: 'site' })
  const site = await requireSite(register.store.db, someone(null), 'site', null)
  const pinned = await pinView(register.store.db, EVERYTHING, NOW)
  const ranked = await openThreats(register.store.db, someone(null), site.id, pinned)
  assert.deepEqual(
    ranked.map((threat) => [threat.id, threat.slug]),
    [
      ['arch.threat', 'arch'],
      [id, null],
    ],
  )
  assert.equal(await flagAt('temple', 'at_risk', '2026-11-22', '2026-11-22'), false)
})

test('a threat is judged anew: score and horizon are kept, ranked by, and gone when emptied', async () => {
  const score = { aLow: '3', aLikely: '3.5', aHigh: '٤', bLow: '4', bLikely: '4', bHigh: '5' }
  const typed = { ...EDIT, ...score, cLow: '2', cLikely: '2', cHigh: '2' }
  assert.equal(threatEditInput.safeParse(typed).success, false)
  const whole = { ...typed, scoreRationale: 'Twice before', horizon: 'months' }
  const edited = await call(editThreat, threatEditInput, whole)
  assert.deepEqual(await call(editThreat, threatEditInput, whole), edited, 'sent twice')
  const current = async () =>
    (await loadRows(register.store.db, { roots: ['arch'] }, null)).threat.find(
      (x) => x.id === 'arch.threat',
    )
  assert.deepEqual((await current())?.score, {
    a: { low: 3, likely: 3.5, high: 4 },
    b: { low: 4, likely: 4, high: 5 },
    c: { low: 2, likely: 2, high: 2 },
    rationale: { en: 'Twice before' },
  })
  assert.equal((await current())?.horizon, 'months')
  await refused(call(editThreat, threatEditInput, { ...EDIT, reason: 'Late' }), 'conflict')
  await refused(
    call(editThreat, threatEditInput, { ...whole, base: String(edited.rev) }),
    'invalid',
    'reason',
  )
  const closed = await call(closeThreat, closeInput, { ...CLOSE, base: String(edited.rev) })
  assert.ok((await current())?.score, 'closing keeps the score')
  await call(editThreat, threatEditInput, { ...EDIT, base: String(closed.rev) })
  assert.equal((await current())?.score, null)
  assert.match((await current())?.valid ?? '', /2016-03-27$/)
  await assertDerived()
})

test('a threat that is hidden hides the uses of its claims, and shows them again', async () => {
  const uses = async () =>
    (await loadRows(register.store.db, { roots: ['arch'] }, null)).adoption
      .filter((a) => a.targetId === 'arch.threat')
      .map((a) => a.sensitivity)
  const { rev } = await call(editThreat, threatEditInput, { ...EDIT, sensitivity: 'restricted' })
  assert.deepEqual(await uses(), ['restricted'])
  assert.equal(await flagAt('arch', 'at_risk', '2026-11-22', '2026-11-22'), false)
  const loose = { id: 'arch.threat', base: String(rev), level: 'public', reason: 'It is known' }
  await refused(
    call(editThreat, threatEditInput, { ...EDIT, base: String(rev) }),
    'invalid',
    'sensitivity',
  )
  await refused(
    call(setSensitivity, sensitivityInput, { ...loose, confirmed: 'on' }),
    'invalid',
    'level',
  )
  await setSensitivity({
    store: register.store,
    reader: someone('reviewer'),
    now: NOW,
    newId: idSequence(900),
    salt: 'loose',
    input: sensitivityInput.parse({ ...loose, confirmed: 'on' }),
  })
  assert.deepEqual(await uses(), ['public'])
  assert.equal(await flagAt('arch', 'at_risk', '2026-11-22', '2026-11-22'), true)
  await assertDerived()
})

test('a closed threat stands open to those who could not know better', async () => {
  await call(closeThreat, closeInput, { ...CLOSE, endKnown: '2016-05-01' })
  const risk = (asOf: string, knownAt: string) => flagAt('arch', 'at_risk', asOf, knownAt)
  assert.equal(await risk('2016-03-01', '2016-03-01'), true)
  assert.equal(await risk('2016-04-10', '2016-04-10'), true)
  assert.equal(await risk('2016-04-10', '2016-05-01'), false)
  await refused(
    call(closeThreat, closeInput, { ...CLOSE, base: '2', end: '2014' }),
    'invalid',
    'end',
  )
  await refused(
    call(closeThreat, closeInput, { ...CLOSE, base: '2', endKnown: '2014-01-01' }),
    'invalid',
    'endKnown',
  )
  await assertDerived()
})

test('nothing is withdrawn while something rests on it', async () => {
  const gone = (kind: string, id: string) =>
    call(withdraw, withdrawInput, { kind, id, base: '1', reason: 'Wrong' })
  for (const [kind, id] of [
    ['claim', 'temple.bad'],
    ['source', 'paper'],
    ['source', 'survey'],
    ['event', 'blast'],
    ['monument', 'temple'],
    ['monument', 'cella'],
  ])
    await refused(gone(String(kind), String(id)), 'invalid', 'reason')
  await gone('assessment', 'temple.2015')
  const { adoption } = await loadRows(register.store.db, { roots: ['temple'] }, null)
  assert.deepEqual(
    adoption.map((a) => a.id),
    ['temple.2011.good'],
  )
  assert.equal(await headlineToday('temple'), 'no_known_damage')
  await gone('claim', 'temple.bad')
  await gone('monument', 'gate')
  await assertDerived()
})

async function refused(
  result: Promise<unknown>,
  code: string,
  field?: string,
  detail?: string,
): Promise<void> {
  await assert.rejects(result, (error: unknown) => {
    assert.ok(error instanceof DomainError, String(error))
    assert.equal(error.code, code)
    if (field !== undefined) assert.equal(error.field, field)
    if (detail !== undefined) assert.equal(error.detail, detail)
    return true
  })
}

/** The derived tables equal what the record gives when it is read again, and the chain has no gap. */
async function assertDerived(): Promise<void> {
  const before = await derived()
  const sources = (await all(sql`select id from source where retired_rev is null`)).flat()
  const units = ['temple', 'arch', 'site', ...sources.map(String)]
  await register.store.atomic(await rederive(register.store.db, units))
  assert.deepEqual(await derived(), before)
  const revs = await all(sql`select rev from revision order by rev`)
  assert.deepEqual(
    revs,
    revs.map((_, n) => [n + 1]),
  )
}

async function derived() {
  const spans = await all(
    sql`select * from span order by audience, monument_id, valid_from, known_from`,
  )
  const entries = await all(
    sql`select audience, unit, kind, record_id, known_from, earliest, names, words, readings, context from search_entry order by 1, 2, 3, 4, 5, 6`,
  )
  return { spans, entries }
}

async function dump() {
  const counts = await all(sql`select count(*), max(rev) from change`)
  return { counts, ...(await derived()) }
}

async function headlineToday(id: string, audience = 'public'): Promise<unknown> {
  const rows = await all(
    sql`select headline from span where monument_id = ${id} and audience = ${audience} and valid_to > 20800 and valid_from <= 20800 and known_to > 20800 and known_from <= 20800`,
  )
  return rows[0]?.[0]
}

async function isContestedToday(id: string): Promise<boolean> {
  return flagAt(id, 'contested', '2026-11-22', '2026-11-22')
}

async function flagAt(
  id: string,
  flag: 'at_risk' | 'contested',
  asOf: string,
  knownAt: string,
): Promise<boolean> {
  const [a, k] = [parseDay(asOf), parseDay(knownAt)]
  const rows = await all(
    sql`select ${sql.raw(flag)} from span where monument_id = ${id} and audience = 'public' and valid_from <= ${a} and valid_to > ${a} and known_from <= ${k} and known_to > ${k}`,
  )
  return rows[0]?.[0] === 1
}

async function searchEntry(id: string, audience: string): Promise<string> {
  const rows = await all(
    sql`select names || ' ' || words from search_entry where record_id = ${id} and audience in ('all', ${audience})`,
  )
  return String(rows[0]?.[0] ?? '')
}

async function all(query: ReturnType<typeof sql>): Promise<unknown[][]> {
  return (await register.store.db.values(query)) as unknown[][]
}
