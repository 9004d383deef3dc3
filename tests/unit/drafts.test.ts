import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { withChoices } from '../../app/_form-data'
import { user } from '../../db/auth-schema'
import { assessInput } from '../../db/domain/assess-input'
import { DomainError } from '../../db/domain/errors'
import { claimInput } from '../../db/domain/inputs'
import { NOBODY } from '../../db/domain/policy'
import type { Role } from '../../db/domain/vocabulary'
import { assess } from '../../db/mutations/assess'
import { openTicket, sealTicket, TICKET_DAYS, type Ticket } from '../../db/mutations/draft-ticket'
import { discardDraft, keepDraft } from '../../db/mutations/drafts'
import { recordClaim } from '../../db/mutations/record-claim'
import { findDraft, listDrafts } from '../../db/queries/drafts'
import { usesAt } from '../../db/queries/editing'
import { membership } from '../../db/schema'
import type { RecordChange } from '../../db/store/records'
import { save } from '../../db/store/save'
import { enter, idSequence, NOW, smallRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
beforeEach(async () => {
  register = await smallRegister()
  for (const role of ['viewer', 'editor'] as const) await addMember(role)
})
afterEach(() => register.close())

const now = new Date(NOW)
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const SECRET = 'a secret of at least thirty-two letters'
const TICKET: Ticket = {
  userId: 'user-editor',
  form: 'record.en',
  about: 'arch',
  path: '/en/site/record?subject=arch',
  expires: later(TICKET_DAYS).getTime(),
}
const newId = idSequence(100)
const editor = someone('editor')
const keep = (ticket: Ticket, words: string, at = now, isPresent = false) =>
  keepDraft(register.store, ticket, { words: [words] }, { now: at, isPresent })
const refusedAs = (code: string) => (error: unknown) =>
  error instanceof DomainError && error.code === code

async function addMember(role: Role) {
  const id = `user-${role}`
  const account = { id, name: role, email: `${role}@example.org`, emailVerified: true }
  await register.store.db.insert(user).values({ ...account, createdAt: now, updatedAt: now })
  const row = { id: `member-${role}`, userId: id, role, siteId: null, bannedAt: null }
  await change([enter('membership', { ...row, sensitivity: 'restricted' })])
}

function change(changes: RecordChange[]) {
  const actor = { id: 'user-admin', name: 'Admin' }
  return save(register.store, () => ({ actor, at: NOW, reason: 'Test', salt: 's', changes }))
}

test('a ticket is opened as it was sealed, and by nobody without the secret', () => {
  const sealed = sealTicket(SECRET, TICKET)
  assert.deepEqual(openTicket(SECRET, sealed), TICKET)
  assert.equal(openTicket('another secret of thirty-two letters', sealed), null)
  const [body = '', mark = ''] = sealed.split('.')
  const others = Buffer.from(JSON.stringify({ ...TICKET, userId: 'user-admin' }))
  for (const forged of [
    `${others.toString('base64url')}.${mark}`,
    `${body}.${mark.slice(1)}`,
    `${body}.`,
    body,
    `${sealed}.x`,
    '',
  ])
    assert.equal(openTicket(SECRET, forged), null, forged)
})

test('a ticket keeps text for its person while it runs and they may record, and gives nothing to read', async () => {
  const { db } = register.store
  await keep(TICKET, 'first')
  await keep(TICKET, 'second')
  assert.deepEqual((await findDraft(db, editor, TICKET))?.values, { words: ['second'] })
  assert.equal((await listDrafts(db, editor)).length, 1)
  for (const other of [NOBODY, someone('viewer', 'user-editor'), someone('admin')]) {
    assert.equal(await findDraft(db, other, TICKET), null)
    assert.deepEqual(await listDrafts(db, other), [])
  }
  await assert.rejects(keep(TICKET, 'late', later(TICKET_DAYS + 1)), refusedAs('forbidden'))
  await keep(TICKET, 'signed in again', later(TICKET_DAYS + 1), true)
  await assert.rejects(keep({ ...TICKET, userId: 'user-viewer' }, 'no'), refusedAs('forbidden'))
  await assert.rejects(keep({ ...TICKET, userId: 'nobody' }, 'no'), refusedAs('forbidden'))
  await assert.rejects(keep(TICKET, 'x'.repeat(500_001)), refusedAs('invalid'))
  await discardDraft(register.store, TICKET)
  assert.equal(await findDraft(db, editor, TICKET), null)
})

test('somebody banned or removed keeps nothing more', async () => {
  const [before] = (await register.store.db.select().from(membership)).filter(
    (m) => m.userId === 'user-editor',
  )
  assert.ok(before)
  const banned = { ...before, bannedAt: NOW }
  await change([{ op: 'correct', kind: 'membership', before, row: banned }])
  await assert.rejects(keep(TICKET, 'banned'), refusedAs('forbidden'))
  const [now2] = (await register.store.db.select().from(membership)).filter(
    (m) => m.userId === 'user-editor' && m.retiredRev === null,
  )
  assert.ok(now2)
  await change([{ op: 'withdraw', kind: 'membership', before: now2 }])
  await assert.rejects(keep(TICKET, 'removed'), refusedAs('forbidden'))
})

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
const calls = (input: object, draft: Ticket | null = null) => ({
  store: register.store,
  reader: editor,
  now: NOW,
  newId,
  salt: 'salt',
  draft,
  input: input as never,
})

test('a draft goes with the save that it has become, and stays when that is refused', async () => {
  const { db } = register.store
  await keep(TICKET, 'typed')
  const wrong = claimInput.parse({ ...CLAIM, subjectId: 'nowhere' })
  await assert.rejects(recordClaim(calls(wrong, TICKET)))
  assert.ok(await findDraft(db, editor, TICKET))
  await recordClaim(calls(claimInput.parse(CLAIM), TICKET))
  assert.equal(await findDraft(db, editor, TICKET), null)
})

test('a form sent again with other words is not taken for saved', async () => {
  await recordClaim(calls(claimInput.parse(CLAIM)))
  const changed = claimInput.parse({ ...CLAIM, words: 'The arch has fallen.' })
  await assert.rejects(recordClaim(calls(changed)), refusedAs('duplicate'))
})

test('a conclusion moves with its uses of claims: two stale forms cannot drop each other’s sources', async () => {
  const concluded = {
    formId: FORM_ID,
    subjectId: 'temple',
    property: 'condition',
    condition: 'poor',
    from: '2015-08-30',
    certainty: 'medium',
    rationale: 'One report',
    'stance:temple.bad': 'establishing',
    reason: 'Concluding',
    textLang: 'en',
  }
  const rival = {
    ...CLAIM,
    formId: idSequence(9)(),
    subjectId: 'temple',
    words: 'It is scratched.',
  }
  await recordClaim(calls(claimInput.parse(rival)))
  const { rev } = await assess(
    calls(assessInput.parse({ ...concluded, condition: 'fair', from: '2016-01-01' })),
  )
  const edit = {
    ...concluded,
    condition: 'fair',
    from: '2016-01-01',
    assessmentId: FORM_ID,
    base: String(rev),
  }
  const theirs = { ...edit, [`stance:${rival.formId}`]: 'corroborating' }
  const saved = await assess(calls(assessInput.parse(theirs)))
  assert.deepEqual(await assess(calls(assessInput.parse(theirs))), saved, 'sent twice')
  const mine = { ...edit, rationale: 'Mine' }
  await assert.rejects(assess(calls(assessInput.parse(mine))), refusedAs('conflict'))
  const uses = await usesAt(register.store.db, editor, FORM_ID, saved.rev)
  assert.deepEqual(uses.map((u) => u.claimId).sort(), [rival.formId, 'temple.bad'].sort())
  assert.equal((await usesAt(register.store.db, editor, FORM_ID, rev)).length, 1)
})

test('a chosen version is taken unless its field was typed in since', () => {
  const sent = (entries: [string, string][]) => {
    const data = new FormData()
    for (const [name, value] of entries) data.append(name, value)
    return withChoices(data).get('title')
  }
  const choice: [string, string][] = [
    ['_choice:title', 'theirs'],
    ['_was:title', 'mine\nand more'],
  ]
  assert.equal(sent([['title', 'mine\r\nand more'], ...choice]), 'theirs')
  assert.equal(sent([['title', 'typed since'], ...choice]), 'typed since')
  assert.equal(sent([['title', 'mine']]), 'mine')
  assert.equal(
    sent([
      ['_choice:title', 'theirs'],
      ['_was:title', ''],
    ]),
    'theirs',
    'an empty box',
  )
})
