import { and, eq, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { type ClaimInput, concludes } from '../domain/inputs'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import type { Db } from '../store/store'
import { type Call, findRepeat, type Saved, saveAs } from './call'
import { claimRow } from './claim-row'
import { conclusionChanges } from './conclude'
import { requirePerson } from './persons'
import { chooseSource } from './sources'
import { requireSubject, type Subject } from './subjects'

/**
 * Records what a source says about one subject, with the source when it is new, and with our conclusion when the form
 * ticks one: all in one revision. The form's id becomes the claim's, so a form sent twice is recorded once.
 * Throws `forbidden`, `invalid` (field, message key), `duplicate` (field, id of the record that is there already).
 */
export async function recordClaim(call: Call<ClaimInput>): Promise<Saved> {
  const { store, reader, now, input } = call
  return saveAs(
    'record-claim',
    call,
    async (newId) => {
      const subject = await requireSubject(store.db, reader, input)
      await requirePerson(store.db, reader, input.personId)
      const { source, changes } = await chooseSource(store.db, reader, input, now, newId)
      const claim = claimRow(input, subject, source, now)
      await refuseRepetition(store.db, claim)
      changes.push({ op: 'enter', kind: 'claim', row: claim })
      if (concludes(input))
        changes.push(...(await conclusionChanges(call, subject, claim, source, newId)))
      changes.push(...earlierEvent(subject, claim))
      return { id: claim.id, reason: input.reason, changes }
    },
    (actorId) => recordedBefore(store.db, actorId, input),
  )
}

/** The claim that this form has made already, when it was sent twice. Throws `duplicate`: see `findRepeat`. */
export function recordedBefore(db: Db, actorId: string, input: ClaimInput): Promise<Saved | null> {
  const change = { kind: 'claim', id: input.formId, base: 0 } as const
  return findRepeat(db, actorId, change, (after) =>
    SAID.every((field) => (after?.[field] ?? null) === input[field]),
  )
}

const SAID = ['words', 'wordsLang', 'subjectId', 'property', 'locator', 'note'] as const

/** One source says one thing about one subject once. */
async function refuseRepetition(db: Db, claim: Row<'claim'>): Promise<void> {
  const { sourceId, subjectId, property, words } = claim
  const said = await db
    .select()
    .from(t.claim)
    .where(
      and(
        eq(t.claim.sourceId, sourceId),
        eq(t.claim.subjectId, subjectId),
        eq(t.claim.words, words),
        isNull(t.claim.retiredRev),
      ),
    )
  const same = said.find(
    (c) => c.property === property && c.value === claim.value && c.valid === claim.valid,
  )
  if (same) throw new DomainError('duplicate', 'words', same.id)
}

/** An event is known from the day on which its first claim was. */
function earlierEvent({ event }: Subject, claim: Row<'claim'>): RecordChange[] {
  if (event === null || event.knownFrom <= claim.knownFrom) return []
  return [
    { op: 'correct', kind: 'event', before: event, row: { ...event, knownFrom: claim.knownFrom } },
  ]
}
