import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { tip } from '../../db/desk-schema'
import { tipInput } from '../../db/domain/desk-input'
import { DomainError } from '../../db/domain/errors'
import { NOBODY } from '../../db/domain/policy'
import { CONTACT_DAYS, forgetContacts, handleTip, tell } from '../../db/mutations/tips'
import { aboutOf, openTips } from '../../db/queries/tips'
import { readHead, save } from '../../db/store/save'
import { idSequence, monument, NOW, smallRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
before(async () => {
  register = await smallRegister()
  await save(register.store, () => ({
    actor: { id: 'seed', name: 'Seed' },
    at: NOW,
    reason: 'A hidden place',
    salt: 'hidden',
    changes: [monument('hidden', 9, null, null, 'restricted')],
  }))
})
after(() => register.close())

const newId = idSequence(700)
const send = (typed: Record<string, string>, address = 'one', now = new Date(NOW)) =>
  tell(tipInput.parse({ site: 'site', kind: 'error', words: 'The date is wrong.', ...typed }), {
    store: register.store,
    siteId: 'site',
    lang: 'en',
    address,
    now,
    id: newId(),
  })
const stored = async (words: string) =>
  register.store.db.select().from(tip).where(eq(tip.words, words))
const fails = (code: string) => (error: unknown) =>
  error instanceof DomainError && error.code === code

test('a message waits for the editors, changes nothing of the register, and is told to nobody else', async () => {
  const before = await readHead(register.store.db)
  const { reference } = await send({ about: 'arch', contact: 'reader@example.org' }, 'first')
  assert.match(reference, /^[0-9A-F]{8}$/)
  assert.deepEqual(await readHead(register.store.db), before)
  const [found] = await openTips(register.store.db, someone('editor'), 'site')
  assert.deepEqual([found?.words, found?.about?.id], ['The date is wrong.', 'arch'])
  for (const reader of [NOBODY, someone('viewer')])
    await assert.rejects(openTips(register.store.db, reader, 'site'), fails('forbidden'))
})

test('what is hidden is answered and kept like what does not exist', async () => {
  for (const about of ['hidden', 'nothing']) {
    const { reference } = await send({ about, words: `About ${about}` }, about)
    assert.match(reference, /^[0-9A-F]{8}$/)
    const [found] = await stored(`About ${about}`)
    assert.equal(found?.aboutId, null)
    assert.equal(await aboutOf(register.store.db, NOBODY, 'site', about), null)
  }
  assert.equal(
    (await aboutOf(register.store.db, someone('editor'), 'site', 'hidden'))?.id,
    'hidden',
  )
})

test('one address writes five times in an hour; what the trap caught is answered and not kept', async () => {
  for (let n = 0; n < 5; n++) await send({ words: `Number ${n}` }, 'busy')
  await assert.rejects(send({ words: 'Number 5' }, 'busy'), fails('too_many'))
  await send({ words: 'Number 6' }, 'busy', new Date(Date.parse(NOW) + 61 * 60_000))
  const { reference } = await send({ words: 'Buy now', website: 'https://spam.example' }, 'robot')
  assert.match(reference, /^[0-9A-F]{8}$/)
  assert.deepEqual(await stored('Buy now'), [])
})

test('a message is handled once, and how to reach its sender is deleted with that, or in time', async () => {
  await send({ words: 'Call me', contact: '+963 11' }, 'caller')
  await send({ words: 'Write to me', contact: 'me@example.org' }, 'writer')
  const [one] = await stored('Call me')
  assert.equal(one?.contact, '+963 11')
  const handling = { store: register.store, reader: someone('editor'), now: NOW }
  const taken = { tip: one?.id ?? '', state: 'taken' as const, outcome: null }
  await assert.rejects(
    handleTip({ ...handling, reader: someone('viewer') }, taken),
    fails('not_found'),
  )
  await handleTip(handling, taken)
  await handleTip(handling, taken)
  await assert.rejects(
    handleTip(
      { ...handling, reader: someone('admin') },
      { ...taken, state: 'dismissed', outcome: 'No' },
    ),
    fails('invalid'),
  )
  assert.deepEqual(
    (await stored('Call me')).map((m) => [m.state, m.contact]),
    [['taken', null]],
  )
  const days = (n: number) => new Date(Date.parse(NOW) + n * 86_400_000)
  await forgetContacts(register.store, days(CONTACT_DAYS - 1))
  assert.equal((await stored('Write to me'))[0]?.contact, 'me@example.org')
  await forgetContacts(register.store, days(CONTACT_DAYS + 1))
  assert.equal((await stored('Write to me'))[0]?.contact, null)
})

test('what cannot be used is refused by its field', () => {
  for (const [field, value] of [
    ['words', ''],
    ['words', 'A <script>alert(1)</script>'],
    ['url', 'javascript:alert(1)'],
    ['kind', 'advert'],
  ] as const) {
    const typed = { site: 'site', kind: 'error', words: 'x', [field]: value }
    const parsed = tipInput.safeParse(typed)
    assert.deepEqual(
      parsed.error?.issues.map((i) => i.path[0]),
      [field],
    )
  }
})
