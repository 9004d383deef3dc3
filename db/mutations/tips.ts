import { and, eq, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { tip } from '../desk-schema'
import type { HandleInput, TipInput } from '../domain/desk-input'
import { DomainError } from '../domain/errors'
import { at, can, NOBODY, type Reader } from '../domain/policy'
import type { Lang } from '../domain/vocabulary'
import { aboutOf } from '../queries/tips'
import { refuseUnless } from '../store/guard'
import type { Store } from '../store/store'
import { take as takeUse } from './limiter'
import { take } from './propose'

/** So often one address may write in an hour. */
const MOST_AN_HOUR = 5
/** After so many days a contact is deleted even where nobody has handled the message. */
export const CONTACT_DAYS = 90
const DAY = 24 * 60 * 60 * 1000

/** Who writes from where and when; `id` is a fresh UUID. */
export type Telling = {
  store: Store
  siteId: string
  lang: Lang
  address: string
  now: Date
  id: string
}

/**
 * Keeps a word from outside and returns the number to refer to it by. What it is about is kept only where everybody may
 * see that, and the answer is the same either way, so that nothing hidden can be asked after. What a trap caught is
 * answered alike and not kept. Throws `too_many`.
 */
export async function tell(input: TipInput, telling: Telling): Promise<{ reference: string }> {
  const { store, siteId, lang, address, now, id } = telling
  await takeUse(store, [{ key: `tell:${address}`, most: MOST_AN_HOUR, minutes: 60 }], now)
  if (input.website !== null) return { reference: referenceOf(id) }
  const about = input.about === null ? null : await aboutOf(store.db, NOBODY, siteId, input.about)
  const { kind, words, url, contact } = input
  await store.db.insert(tip).values({
    ...{ id, siteId, kind, words, url, contact, lang },
    aboutId: about?.id ?? null,
    receivedAt: now.toISOString(),
    state: 'open',
  })
  await forgetContacts(store, now)
  return { reference: referenceOf(id) }
}

/** The short number by which a message is spoken of. */
export function referenceOf(id: string): string {
  return id.slice(0, 8).toUpperCase()
}

/** Notes what became of a message and deletes how to reach its sender. Throws `not_found`, `invalid` when it was handled. */
export async function handleTip(
  { store, reader, now }: { store: Store; reader: Reader; now: string },
  { tip: id, state, outcome }: HandleInput,
): Promise<typeof tip.$inferSelect> {
  const [found] = await store.db.select().from(tip).where(eq(tip.id, id))
  if (!found || !can(at(reader, found.siteId), 'record')) throw new DomainError('not_found')
  const isOpen = and(eq(tip.id, id), eq(tip.state, 'open')) as SQL
  if (found.state === state && found.handledBy === reader.userId) return found
  const handled = { state, outcome, contact: null, handledBy: reader.userId, handledAt: now }
  await take(store, [
    refuseUnless(sql`exists (select 1 from ${tip} where ${isOpen})`),
    store.db.update(tip).set(handled).where(eq(tip.id, id)).toSQL(),
  ])
  return { ...found, ...handled }
}

/** Deletes how to reach those who wrote long ago. */
export async function forgetContacts(store: Store, now: Date): Promise<void> {
  const before = new Date(now.getTime() - CONTACT_DAYS * DAY).toISOString()
  const isOld = or(lt(tip.receivedAt, before), ne(tip.state, 'open'))
  await store.db
    .update(tip)
    .set({ contact: null })
    .where(and(isNotNull(tip.contact), isOld))
}
