import { and, eq, isNull } from 'drizzle-orm'
import { dayOfTimestamp, parseDate, requireBounds } from '../domain/dates'
import { DomainError } from '../domain/errors'
import type { CloseInput, ThreatInput } from '../domain/inputs'
import { adopterKnownFrom } from '../domain/knowledge'

import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import { type Db, isIn } from '../store/store'
import { type Call, currentRow, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isUnmoved } from './content'
import { scoreOf } from './edit-threat'
import { findSubject } from './subjects'

/**
 * Opens a threat to a monument, a part or the site, resting on claims that say so. It is known from the day on which
 * the last of them was, or a later day given. What happened afterwards is no source for a risk: a claim is refused that
 * was known later than that given day, or tells of something that befell the place after the threat had begun.
 * Throws `invalid` and, on `cause`, `duplicate` with the id of the same threat.
 */
export async function openThreat(call: Call<ThreatInput>): Promise<Saved> {
  const { store, reader, input, now } = call
  return saveAs(
    'open-threat',
    call,
    async (newId) => {
      const subject = await findSubject(store.db, reader, input.subjectId)
      if (subject.kind === 'event')
        throw new DomainError('invalid', 'subjectId', 'field.subject_place')
      const claims = await requireClaims(call)
      const threat = threatRow(input, claims, now)
      await refuseSameThreat(store.db, threat)
      const adoptions = claims.map((claim): RecordChange => {
        const use = {
          targetId: threat.id,
          claimId: claim.id,
          stance: 'establishing' as const,
          reason: null,
        }
        return {
          op: 'enter',
          kind: 'adoption',
          row: { id: newId(), ...use, sensitivity: threat.sensitivity },
        }
      })
      return {
        id: threat.id,
        reason: input.reason,
        changes: [{ op: 'enter', kind: 'threat', row: threat }, ...adoptions],
      }
    },
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'threat', id: input.formId, base: 0 }, (after) =>
        JUDGED.every((field) => (after?.[field] ?? null) === input[field]),
      ),
  )
}

/**
 * Ends a threat, or corrects its end: when it was over, and since when that was known, by a claim or by a day.
 * Throws `conflict`, and `invalid` on `end` or `endKnown` for days that cannot be.
 */
export async function closeThreat(call: Call<CloseInput>): Promise<Saved> {
  const { store, input } = call
  const id = input.threatId
  return saveAs(
    'close-threat',
    call,
    async () => {
      const before = await requireBase(call, 'threat', id, input.base)
      const row = await ended(call, before)
      return { id, reason: input.reason, changes: [{ op: 'correct', kind: 'threat', before, row }] }
    },
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'threat', id, base: input.base }, (after) =>
        isUnmoved<Row<'threat'>>(after, (row) => ended(call, row)),
      ),
  )
}

const JUDGED = ['subjectId', 'category', 'cause', 'probability', 'horizon', 'unescoFactor'] as const

/** What a claim of these properties tells has happened already; only the others can speak of what may happen. */
const HAPPENED: readonly string[] = ['condition', 'extent', 'cause', 'actor', 'event_date']

function threatRow(input: ThreatInput, claims: Row<'claim'>[], now: string) {
  const fromClaims = adopterKnownFrom(claims)
  if (input.known !== null && input.known > dayOfTimestamp(now))
    throw new DomainError('invalid', 'known', 'field.future')
  if (input.known !== null && input.known < fromClaims)
    throw new DomainError('invalid', 'claims', 'field.claim_later')
  const began = requireBounds(input.from)
  if (began.earliest > dayOfTimestamp(now)) throw new DomainError('invalid', 'from', 'field.future')
  if (claims.some((c) => HAPPENED.includes(c.property) && c.earliest > began.latest))
    throw new DomainError('invalid', 'claims', 'field.claim_after')
  const valid = `${input.from}/..`
  const { formId: id, subjectId, category, cause, probability, unescoFactor, horizon } = input
  const isRestricted = claims.every((c) => c.sensitivity === 'restricted')
  return {
    id,
    valid,
    qualifier: 'throughout' as const,
    ...requireBounds(valid),
    subjectId,
    category,
    cause,
    probability,
    unescoFactor,
    horizon,
    score: scoreOf(input, null),
    rationale: { [input.textLang]: input.rationale },
    knownFrom: input.known ?? fromClaims,
    endKnownFrom: null,
    note: null,
    provenance: null,
    sensitivity: isRestricted ? ('restricted' as const) : input.sensitivity,
  }
}

async function requireClaims({ store, input }: Call<ThreatInput>): Promise<Row<'claim'>[]> {
  const wanted = new Set(input.claims)
  const claims = await store.db
    .select()
    .from(t.claim)
    .where(and(isIn(t.claim.id, wanted), isNull(t.claim.retiredRev)))
  if (wanted.size === 0 || claims.length !== wanted.size)
    throw new DomainError('invalid', 'claims', 'field.not_a_choice')
  return claims
}

async function refuseSameThreat(
  db: Db,
  { subjectId, category, cause, valid }: ReturnType<typeof threatRow>,
): Promise<void> {
  const [same] = await db
    .select({ id: t.threat.id })
    .from(t.threat)
    .where(
      and(
        eq(t.threat.subjectId, subjectId),
        eq(t.threat.category, category),
        eq(t.threat.cause, cause),
        eq(t.threat.valid, valid),
        isNull(t.threat.retiredRev),
      ),
    )
  if (same) throw new DomainError('duplicate', 'cause', same.id)
}

async function ended(call: Call<CloseInput>, before: Row<'threat'>): Promise<Row<'threat'>> {
  const end = endOf(before, call.input, call.now)
  const endKnownFrom = await endKnown(call, before)
  return { ...before, ...end, endKnownFrom, note: noteOf(before, call.input) }
}

function endOf(before: Row<'threat'>, input: CloseInput, now: string) {
  const start = before.valid.split('/')[0] ?? before.valid
  const parsed = parseDate(`${start}/${input.end}`)
  if (!parsed.ok) throw new DomainError('invalid', 'end', `field.${parsed.problem}`)
  if (requireBounds(input.end).earliest > dayOfTimestamp(now))
    throw new DomainError('invalid', 'end', 'field.future')
  return { valid: parsed.edtf, qualifier: 'throughout' as const, ...parsed.bounds }
}

async function endKnown(
  { store, reader, input, now }: Call<CloseInput>,
  before: Row<'threat'>,
): Promise<number> {
  const claim =
    input.claimId === null ? null : await currentRow(store.db, reader, 'claim', input.claimId)
  const day = claim?.knownFrom ?? input.endKnown
  if (day === null) throw new DomainError('invalid', 'claimId', 'field.not_a_choice')
  if (day > dayOfTimestamp(now)) throw new DomainError('invalid', 'endKnown', 'field.future')
  if (day < before.knownFrom)
    throw new DomainError('invalid', claim ? 'claimId' : 'endKnown', 'field.before_known')
  return day
}

function noteOf(before: Row<'threat'>, { note, textLang }: CloseInput) {
  return note === null ? before.note : { [textLang]: note }
}
