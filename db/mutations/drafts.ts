import { and, eq } from 'drizzle-orm'
import { draft } from '../desk-schema'
import { DomainError } from '../domain/errors'
import { canSomewhere } from '../domain/policy'
import { readerOf } from '../queries/people'
import type { Statement, Store } from '../store/store'
import type { DraftKey, Ticket } from './draft-ticket'

/** What was typed, by the name of the field. */
export type Typed = Record<string, string[]>

/** All that a form may hold, in characters: well beyond the longest texts that any form takes. */
const LONGEST = 500_000

/**
 * Keeps what somebody has typed in place of what was kept before. The ticket is all the right that this needs, as long
 * as it has not run out (or its holder is signed in: `isPresent`) and the person still may record somewhere. Throws
 * `forbidden`, and `invalid` for more text than any form takes.
 */
export async function keepDraft(
  store: Store,
  ticket: Ticket,
  values: Typed,
  { now, isPresent }: { now: Date; isPresent: boolean },
): Promise<void> {
  const { expires, ...key } = ticket
  if (!isPresent && expires < now.getTime()) throw new DomainError('forbidden')
  if (!canSomewhere(await readerOf(store, ticket.userId), 'record'))
    throw new DomainError('forbidden')
  if (JSON.stringify(values).length > LONGEST) throw new DomainError('invalid', null, 'draft_long')
  const kept = { path: ticket.path, values, savedAt: now.toISOString() }
  await store.db
    .insert(draft)
    .values({ ...key, ...kept })
    .onConflictDoUpdate({ target: [draft.userId, draft.form, draft.about], set: kept })
}

/** Throws a draft away; one that is gone already is no error. */
export async function discardDraft(store: Store, key: DraftKey): Promise<void> {
  await store.db.delete(draft).where(isDraft(key))
}

/** The same as a statement, to stand in the transaction of the save that the draft has become. */
export function draftGone(store: Store, key: DraftKey): Statement {
  return store.db.delete(draft).where(isDraft(key)).toSQL()
}

function isDraft({ userId, form, about }: DraftKey) {
  return and(eq(draft.userId, userId), eq(draft.form, form), eq(draft.about, about))
}
