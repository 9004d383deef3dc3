import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { eq } from 'drizzle-orm'
import ar from '../../app/_i18n/ar/desk.json' with { type: 'json' }
import en from '../../app/_i18n/en/desk.json' with { type: 'json' }
import { proposal, proposalStep } from '../../db/desk-schema'
import { DomainError } from '../../db/domain/errors'
import { claimInput, monumentInput, withdrawInput } from '../../db/domain/inputs'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { typedAgain } from '../../db/domain/typed'
import { VERBS } from '../../db/domain/verbs'
import { editClaim } from '../../db/mutations/edit-claim'
import { editMonument } from '../../db/mutations/edit-monument'
import {
  accept,
  amend,
  carriedOver,
  carry,
  decide,
  outlookOf,
  takeBack,
} from '../../db/mutations/proposals'
import { recordClaim } from '../../db/mutations/record-claim'
import { withdraw } from '../../db/mutations/withdraw'
import { setWorkflow } from '../../db/mutations/workflow'
import { recordHistory } from '../../db/queries/history'
import { findProposal, queueOf, waitingAt } from '../../db/queries/proposals'
import * as t from '../../db/schema'
import { readHead, save } from '../../db/store/save'
import { assertSound } from '../support/audit'
import {
  ANN,
  BEN,
  claimForm,
  correction,
  outside,
  proposed,
  RITA,
  RUTH,
  reviewedRegister,
  templeForm,
} from '../support/reviewed-register'
import { enter, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof reviewedRegister>>
beforeEach(async () => {
  register = await reviewedRegister()
})
afterEach(() => register.close())

const by = (reader: Reader) => outside(register.store, reader)
const rev = async () => (await readHead(register.store.db)).rev
const fails =
  (code: string, detail: string | null = null) =>
  (error: unknown) =>
    error instanceof DomainError && error.code === code && error.detail === detail

async function row(id: string) {
  const [found] = await register.store.db.select().from(proposal).where(eq(proposal.id, id))
  assert.ok(found, 'the proposal is there')
  return found
}

/** Accepts what a reviewer is shown now. */
async function acceptShown(id: string, reader = RITA) {
  const found = await row(id)
  const outlook = await outlookOf(by(reader), found)
  assert.ok(outlook.fits, outlook.fits ? '' : String(outlook.error))
  return accept(by(reader), { id, version: found.version }, outlook.hash)
}

test('at a reviewed site everybody’s change waits, and nothing is saved', async () => {
  const before = await rev()
  for (const [n, reader] of [ANN, RITA, someone('admin')].entries()) {
    const id = await proposed(recordClaim, claimForm(n + 1), register.store, reader)
    assert.equal((await row(id)).state, 'proposed')
  }
  assert.equal(await rev(), before)
  const claims = await register.store.db.select().from(t.claim).where(eq(t.claim.subjectId, 'arch'))
  assert.equal(claims.length, 1)
  await assertSound(register.store)
})

test('what a direct save would refuse is refused before it is proposed', async () => {
  await assert.rejects(
    editMonument({ ...by(ANN), input: templeForm() }),
    fails('invalid', 'field.nothing_changed'),
  )
  await assert.rejects(
    editMonument({ ...by(ANN), input: templeForm({ base: '7', nameEn: 'New' }) }),
    fails('conflict'),
  )
  assert.deepEqual(await queueOf(register.store.db, RITA, 'site'), [])
})

test('the same form sent twice is one proposal, also at the same moment; another of its record is a second', async () => {
  const form = () => proposed(editMonument, templeForm({ nameEn: 'Bel' }), register.store)
  const [one, other] = await Promise.all([form(), form()])
  assert.equal(one, other)
  assert.equal(await form(), one)
  const second = await proposed(editMonument, templeForm({ basis: 'a map' }), register.store)
  assert.notEqual(second, one)
  const ben = await proposed(editMonument, templeForm({ nameEn: 'Bel' }), register.store, BEN)
  assert.notEqual(ben, one)
  const first = await proposed(recordClaim, claimForm(5), register.store)
  const again = await proposed(recordClaim, claimForm(5, { words: 'Better put.' }), register.store)
  assert.equal(again, first, 'a new record has one proposal')
  assert.equal((await row(first)).version, 2)
  assert.equal((await queueOf(register.store.db, RITA, 'site')).length, 4)
})

test('an accepted proposal is a revision of who proposed it, with who accepted it and the ids it was given', async () => {
  const input = claimForm(1)
  const id = await proposed(recordClaim, input, register.store)
  const saved = await acceptShown(id)
  assert.deepEqual(saved, { rev: 3, id: input.formId })
  const found = await row(id)
  assert.deepEqual([found.state, found.rev, found.decidedBy], ['accepted', 3, 'rita'])
  const [revision] = await register.store.db.select().from(t.revision).where(eq(t.revision.rev, 3))
  assert.deepEqual(revision?.header, {
    actorId: 'ann',
    actorName: '',
    reason: 'Recording the paper',
    acceptedById: 'rita',
    acceptedByName: 'A reviewer',
  })
  await assertSound(register.store)
  const [told] = (await recordHistory(register.store.db, ANN, input.formId, 3)).versions
  assert.equal(told?.acceptedBy, 'A reviewer')
  const [open] = (await recordHistory(register.store.db, NOBODY, input.formId, 3)).versions
  assert.equal(open?.acceptedBy, null)
  assert.deepEqual(await recordClaim({ ...by(ANN), input }), saved, 'sent again it is saved once')
})

test('nobody decides about their own; editors decide about none; each proposal is decided once', async () => {
  const id = await proposed(recordClaim, claimForm(1), register.store, RITA)
  const { hash } = (await outlookOf(by(RUTH), await row(id))) as { hash: string }
  const chosen = { id, version: 1 }
  await assert.rejects(accept(by(RITA), chosen, hash), fails('invalid', 'desk.own'))
  const no = { state: 'rejected' as const, comment: 'No' }
  await assert.rejects(decide(by(RITA), chosen, no), fails('invalid', 'desk.own'))
  await assert.rejects(accept(by(BEN), chosen, hash), fails('forbidden'))
  await assert.rejects(accept(by(someone('viewer')), chosen, hash), fails('not_found'))
  assert.equal(await findProposal(register.store.db, BEN, id), null)
  const both = await Promise.allSettled([
    accept(by(RUTH), chosen, hash),
    decide(by(someone('admin', 'ada')), chosen, no),
  ])
  assert.deepEqual(both.map((b) => b.status).sort(), ['fulfilled', 'rejected'])
  const lost = both.find((b) => b.status === 'rejected') as PromiseRejectedResult
  assert.ok(fails('invalid', 'desk.decided')(lost.reason))
  assert.ok((await rev()) <= 3)
})

test('a button pressed twice decides once', async () => {
  const id = await proposed(recordClaim, claimForm(1), register.store)
  const { hash } = (await outlookOf(by(RITA), await row(id))) as { hash: string }
  const saved = await accept(by(RITA), { id, version: 1 }, hash)
  assert.deepEqual(await accept(by(RITA), { id, version: 1 }, hash), saved)
  const other = await proposed(recordClaim, claimForm(2), register.store)
  for (let n = 0; n < 2; n++)
    await decide(by(RITA), { id: other, version: 1 }, { state: 'returned', comment: 'Page?' })
  assert.equal((await row(other)).version, 2)
  for (let n = 0; n < 2; n++) await takeBack(by(ANN), { id: other, version: 2 })
  assert.deepEqual([(await row(other)).version, (await row(other)).state], [3, 'withdrawn'])
})

test('what moved underneath is not saved unseen', async () => {
  const id = await proposed(editMonument, templeForm({ descriptionEn: 'Mine' }), register.store)
  const { hash } = (await outlookOf(by(RITA), await row(id))) as { hash: string }
  const theirs = templeForm({ basis: 'a better survey', reason: 'Ben was first' })
  await acceptShown(await proposed(editMonument, theirs, register.store, BEN))
  await assert.rejects(accept(by(RITA), { id, version: 1 }, hash), fails('invalid', 'desk.moved'))
  const outlook = await outlookOf(by(RITA), await row(id))
  assert.ok(!outlook.fits && outlook.error.code === 'conflict')

  // Other fields of the same records: carried over by the reviewer, and accepted in a step of its own.
  await carry(by(RITA), { id, version: 1 })
  const carried = await row(id)
  assert.deepEqual([carried.state, carried.version, carried.atRev], ['proposed', 2, 3])
  assert.equal(await rev(), 3)
  await acceptShown(id)
  const monuments = await register.store.db
    .select()
    .from(t.monument)
    .where(eq(t.monument.id, 'temple'))
  assert.deepEqual(monuments.at(-1)?.description, { en: 'Mine' })
  const places = await register.store.db
    .select()
    .from(t.coordinate)
    .where(eq(t.coordinate.subjectId, 'temple'))
  assert.equal(places.find((p) => p.retiredRev === null)?.basis, 'a better survey')
  await assertSound(register.store)
})

test('a text in one language is carried over beside another’s in the other', async () => {
  const { store } = register
  const id = await proposed(editMonument, templeForm({ descriptionAr: 'معبد كبير' }), store)
  await acceptShown(
    await proposed(editMonument, templeForm({ descriptionEn: 'Great' }), store, BEN),
  )
  await carry(by(RITA), { id, version: 1 })
  await acceptShown(id)
  const versions = await store.db.select().from(t.monument).where(eq(t.monument.id, 'temple'))
  assert.deepEqual(versions.find((m) => m.retiredRev === null)?.description, {
    en: 'Great',
    ar: 'معبد كبير',
  })
})

test('every verb has a name', () => {
  for (const messages of [en, ar])
    assert.deepEqual(Object.keys(messages.verbs).sort(), [...VERBS].sort())
})

test('where both changed the same, nothing is carried over; the proposer amends it', async () => {
  const id = await proposed(
    editClaim,
    correction({ words: 'The arch will be next' }),
    register.store,
  )
  await acceptShown(
    await proposed(editClaim, correction({ words: 'The arch could be next' }), register.store, BEN),
  )
  assert.ok(!(await outlookOf(by(RITA), carriedOver(await row(id)))).fits)
  await assert.rejects(carry(by(RITA), { id, version: 1 }), fails('conflict'))
  await decide(by(RITA), { id, version: 1 }, { state: 'returned', comment: 'See what Ben wrote' })
  const input = correction({ words: 'The arch may well be next', base: '3' })
  const fresh = await proposed(editClaim, input, register.store)
  const now = await amend(by(ANN), { former: id, fresh })
  assert.equal(now, id)
  assert.equal((await queueOf(register.store.db, RITA, 'site')).length, 1)
  await acceptShown(id)
  const steps = await register.store.db
    .select()
    .from(proposalStep)
    .where(eq(proposalStep.proposalId, id))
  assert.deepEqual(
    steps.map((s) => [s.state, s.comment]),
    [
      ['proposed', null],
      ['returned', 'See what Ben wrote'],
      ['proposed', null],
      ['accepted', null],
    ],
  )
})

test('a withdrawal that lost its footing is shown as such', async () => {
  const input = withdrawInput.parse({
    kind: 'claim',
    id: 'blast.said',
    base: '1',
    reason: 'Entered twice',
  })
  const id = await proposed(withdraw, input, register.store)
  await acceptShown(await proposed(withdraw, input, register.store, BEN))
  const outlook = await outlookOf(by(RITA), await row(id))
  assert.ok(!outlook.fits && outlook.error.code === 'conflict')
  assert.ok(!(await outlookOf(by(RITA), carriedOver(await row(id)))).fits)
})

test('an editor of one site changes nothing of another, whatever ids the form holds', async () => {
  const { store } = register
  await save(store, () => ({
    actor: { id: 'seed', name: 'Seed' },
    at: '2026-11-22T11:00:00.000Z',
    reason: 'Another site',
    salt: 'other',
    changes: [
      enter('site', { id: 'other', slug: 'other' }),
      enter('monument', {
        id: 'tower',
        siteId: 'other',
        slug: 'tower',
        kind: 'temple',
        position: 0,
        partOf: null,
        principalId: null,
        description: null,
        descriptionSources: [],
        provenance: null,
      }),
    ],
  }))
  const there: Reader = { userId: 'olga', name: 'Olga', role: null, siteRoles: { other: 'editor' } }
  // As the application gives her at a page of her own site.
  const atOther: Reader = { ...there, role: 'editor', everywhere: null }
  for (const reader of [there, atOther])
    await assert.rejects(
      recordClaim({ ...outside(store, reader), input: claimForm(8) }),
      (error: unknown) => error instanceof DomainError && error.code !== 'duplicate',
    )
  await assert.rejects(
    recordClaim({ ...outside(store, atOther), input: claimForm(8) }),
    fails('forbidden'),
  )
  const own = claimForm(9, { subjectId: 'tower' })
  const saved = await recordClaim({ ...outside(store, atOther), input: own })
  assert.equal(saved.id, own.formId, 'her own site saves at once')
  assert.deepEqual(await queueOf(store.db, RITA, 'site'), [])
  await assert.rejects(queueOf(store.db, atOther, 'site'), fails('forbidden'))
})

test('a site is switched by its administrators, with a reason, and switched back while changes wait', async () => {
  const id = await proposed(recordClaim, claimForm(1), register.store)
  const input = { siteId: 'site', base: 2, workflow: 'direct' as const, reason: 'A small team' }
  await assert.rejects(setWorkflow({ ...by(RITA), input }), fails('forbidden'))
  await setWorkflow({ ...by(someone('admin')), input })
  assert.equal((await recordClaim({ ...by(ANN), input: claimForm(2) })).rev, 4)
  assert.equal((await acceptShown(id)).rev, 5)
  await assert.rejects(
    setWorkflow({ ...by(someone('admin')), input: { ...input, base: 3 } }),
    fails('invalid', 'field.nothing_changed'),
  )
})

test('how much waits for whom', async () => {
  const { db } = register.store
  const id = await proposed(recordClaim, claimForm(1), register.store)
  const counts = async () =>
    Promise.all([ANN, BEN, RITA, NOBODY].map((reader) => waitingAt(db, reader, 'site')))
  assert.deepEqual(await counts(), [0, 0, 1, 0])
  await decide(by(RITA), { id, version: 1 }, { state: 'returned', comment: 'Which page?' })
  assert.deepEqual(await counts(), [1, 0, 0, 0])
})

test('a form filled in from its proposal sends the same again', () => {
  for (const [schema, input] of [
    [monumentInput, templeForm({ descriptionAr: 'وصف' })],
    [claimInput, claimForm(3, { reported: '2015-08-31', infoGrade: '2', infoGradeReason: 'Seen' })],
  ] as const) {
    const fields = Object.entries(typedAgain(input)).flatMap(([name, values]) =>
      values.length > 0 ? [[name, values.length === 1 ? values[0] : values]] : [],
    )
    assert.deepEqual(schema.parse(Object.fromEntries(fields)), input)
  }
})
