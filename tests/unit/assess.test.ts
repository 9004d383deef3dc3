import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { type AssessInput, assessInput } from '../../db/domain/assess-input'
import { claimEditInput } from '../../db/domain/claim-edit-input'
import { DomainError } from '../../db/domain/errors'
import { EVERYTHING } from '../../db/domain/filter'
import { claimInput } from '../../db/domain/inputs'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { assess } from '../../db/mutations/assess'
import { editClaim } from '../../db/mutations/edit-claim'
import { recordClaim } from '../../db/mutations/record-claim'
import { siteDisagreements } from '../../db/queries/disagreements'
import { pinView } from '../../db/queries/view'
import * as t from '../../db/schema'
import { verify } from '../../db/store/verify'
import { assertSound } from '../support/audit'
import { idSequence, NOW, smallRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
let newId: () => string
beforeEach(async () => {
  register = await smallRegister()
  newId = idSequence()
})
afterEach(() => register.close())

const FORM_ID = '11111111-2222-4333-8444-555555555555'
const RIVAL = '99999999-2222-4333-8444-555555555555'
const CONCLUDED = {
  formId: FORM_ID,
  subjectId: 'temple',
  property: 'condition',
  condition: 'poor',
  from: '2015-08-30',
  certainty: 'medium',
  rationale: 'Between the two',
  [`stance:${RIVAL}`]: 'establishing',
  'stance:temple.bad': 'set_aside',
  'why:temple.bad': 'Seen from far away',
  reason: 'Settling',
  textLang: 'en',
}

const outside = (reader: Reader = someone('editor')) => ({
  store: register.store,
  reader,
  now: NOW,
  newId,
  salt: 'salt',
})
const conclude = (typed: object, reader?: Reader) =>
  assess({ ...outside(reader), input: assessInput.parse(typed) as AssessInput })
const fails = (code: string, field: string | null) => (error: unknown) =>
  error instanceof DomainError && error.code === code && error.field === field

/** A second paper that puts the temple in another condition on the same day. */
async function contest() {
  const typed = {
    formId: RIVAL,
    newTitle: 'Another paper',
    newPublished: '2015-10-01',
    newClass: 'press',
    subjectId: 'temple',
    property: 'condition',
    condition: 'poor',
    valid: '2015-08-30',
    words: 'The temple is poor',
    wordsLang: 'en',
    sensitivity: 'public',
    reason: 'Recording',
    textLang: 'en',
  }
  await recordClaim({ ...outside(), input: claimInput.parse(typed) })
}

async function disagreements(asOf = '2016-01-01', knownAt = '2016-01-01') {
  const { db } = register.store
  const day = (text: string) => Date.parse(text) / 86_400_000
  const view = { ...EVERYTHING, asOf: day(asOf), knownAt: day(knownAt) }
  return siteDisagreements(db, NOBODY, 'site', await pinView(db, view, NOW))
}

test('a disagreement is contested until a conclusion deals with every claim, and not before it was known', async () => {
  await contest()
  const [before] = await disagreements()
  assert.deepEqual(before?.claims.map((c) => c.id).sort(), [RIVAL, 'temple.bad'].sort())
  assert.equal(before?.isContested, true)
  assert.deepEqual(await disagreements('2016-01-01', '2015-09-15'), [], 'one paper alone')
  await conclude(CONCLUDED)
  const [after] = await disagreements()
  assert.equal(after?.isContested, false)
  assert.equal(after?.settledBy?.id, FORM_ID)
  assert.deepEqual((await verify(register.store.db)).findings, [])
  await assertSound(register.store)
})

test('a conclusion is known from the last of its establishing claims, and restricted with them', async () => {
  await contest()
  await conclude(CONCLUDED)
  const [row] = await register.store.db
    .select()
    .from(t.assessment)
    .where(eq(t.assessment.id, FORM_ID))
  assert.equal(row?.knownFrom, Date.parse('2015-10-01') / 86_400_000)
  assert.equal(row?.sensitivity, 'public')
})

test('it refuses claims about another monument, unknown claims and a second conclusion for the same days', async () => {
  await contest()
  const elsewhere = { ...CONCLUDED, 'stance:arch.warned': 'corroborating' }
  await assert.rejects(conclude(elsewhere), fails('invalid', 'stance:arch.warned'))
  const unknown = { ...CONCLUDED, 'stance:nothing': 'corroborating' }
  await assert.rejects(conclude(unknown), fails('invalid', 'stance:nothing'))
  const same = {
    ...CONCLUDED,
    'stance:temple.bad': 'establishing',
    [`stance:${RIVAL}`]: 'corroborating',
  }
  await assert.rejects(conclude(same), fails('duplicate', 'from'))
  await assert.rejects(conclude({ ...CONCLUDED, from: '2031-01-01' }), fails('invalid', 'from'))
  await assert.rejects(conclude(CONCLUDED, someone('viewer')), fails('forbidden', null))
})

test('what is missing is told at its field', () => {
  const problems = (typed: object) =>
    assessInput.safeParse(typed).error?.issues.map((i) => i.path.join('.')) ?? []
  assert.deepEqual(problems({ ...CONCLUDED, 'why:temple.bad': ' ' }), ['why:temple.bad'])
  assert.deepEqual(problems({ ...CONCLUDED, [`stance:${RIVAL}`]: '' }), [''])
  assert.deepEqual(problems({ ...CONCLUDED, 'stance:temple.bad': 'liked' }), ['stance:temple.bad'])
  assert.deepEqual(problems({ ...CONCLUDED, condition: '' }), ['condition'])
  assert.deepEqual(problems({ ...CONCLUDED, from: '' }), ['from'])
  assert.deepEqual(problems({ ...CONCLUDED, property: 'event_date' }), ['valueDate'])
})

test('a conclusion is corrected with its uses; sending the form twice saves once; a stale one is a conflict', async () => {
  await contest()
  await conclude(CONCLUDED)
  const { rev } = await conclude(CONCLUDED)
  const corrected = {
    ...CONCLUDED,
    assessmentId: FORM_ID,
    base: String(rev),
    condition: 'fair',
    rationale: 'Seen again',
    'stance:temple.bad': '',
    'why:temple.bad': '',
  }
  const saved = await conclude(corrected)
  assert.equal(saved.rev, rev + 1)
  assert.deepEqual(await conclude(corrected), saved, 'the same form again')
  const uses = await register.store.db.select().from(t.adoption)
  assert.deepEqual(
    uses.filter((u) => u.targetId === FORM_ID && u.retiredRev === null).map((u) => u.claimId),
    [RIVAL],
  )
  await assert.rejects(
    conclude({ ...corrected, condition: 'good', rationale: 'Other' }),
    fails('conflict', null),
  )
  await assertSound(register.store)
})

const CLAIM = {
  claimId: 'temple.bad',
  base: '1',
  words: 'temple is very_bad',
  wordsLang: 'en',
  condition: 'very_bad',
  valid: '2015-08-30',
  qualifier: 'on',
  sensitivity: 'public',
  reason: 'Grading',
  textLang: 'en',
}
const correct = (typed: object) => editClaim({ ...outside(), input: claimEditInput.parse(typed) })

test('a claim is graded 1 to 6, with a reason', async () => {
  const problems = (typed: object) =>
    claimEditInput.safeParse(typed).error?.issues.map((i) => i.path.join('.')) ?? []
  assert.deepEqual(problems({ ...CLAIM, infoGrade: '7', infoGradeReason: 'x' }), ['infoGrade'])
  assert.deepEqual(problems({ ...CLAIM, infoGrade: '2' }), ['infoGradeReason'])
  await correct({ ...CLAIM, infoGrade: '2', infoGradeReason: 'Two photographs agree' })
  const rows = await register.store.db.select().from(t.claim).where(eq(t.claim.id, 'temple.bad'))
  assert.deepEqual(
    rows.map((r) => [r.recordedRev, r.retiredRev, r.infoGrade, r.infoGradeReason]),
    [
      [1, 2, null, null],
      [2, null, '2', { en: 'Two photographs agree' }],
    ],
  )
  await assert.rejects(
    correct({ ...CLAIM, infoGrade: '3', infoGradeReason: 'y' }),
    fails('conflict', null),
  )
  await assertSound(register.store)
})

test('a reported day moves what hangs on the claim; a future one is refused; no change is no save', async () => {
  await correct({ ...CLAIM, reported: '2015-08-31' })
  const [row] = await register.store.db
    .select()
    .from(t.assessment)
    .where(eq(t.assessment.recordedRev, 2))
  assert.equal(row?.knownFrom, Date.parse('2015-08-31') / 86_400_000)
  const again = { ...CLAIM, base: '2', reported: '2015-08-31' }
  await assert.rejects(correct({ ...again, reason: 'Again' }), fails('invalid', 'reason'))
  await assert.rejects(correct({ ...again, reported: '2027-01-01' }), fails('invalid', 'reported'))
  assert.deepEqual((await verify(register.store.db)).findings, [])
})
