import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type ProposedChange, proposal, proposalStep } from '../desk-schema'
import { DomainError } from '../domain/errors'
import type { Verb } from '../domain/verbs'
import type { ProposalState } from '../domain/vocabulary'
import { canonicalJson, type Head, sha256 } from '../store/chain'
import { isRefusal, refuseUnless } from '../store/guard'
import { insertOf } from '../store/insert'
import type { RecordChange } from '../store/records'
import { toldOf } from '../store/save'
import { ConstraintError, type Db, type Statement, type Store } from '../store/store'
import type { Call, Prepared } from './call'

/** A proposal as it is stored. */
export type ProposalRow = typeof proposal.$inferSelect

/** The verb and input that a proposal began with, whether or not it has been carried over since. */
export function begunAs({ verb, input }: Pick<ProposalRow, 'verb' | 'input'>) {
  const carried = verb === 'carry-over' ? (input as { verb: Verb; input: unknown }) : null
  return { verb: carried?.verb ?? (verb as Verb), input: carried ? carried.input : input }
}

/** The states in which a proposal can still become something. */
export const OPEN_STATES: ProposalState[] = ['proposed', 'returned']

type Content = Pick<
  ProposalRow,
  'verb' | 'input' | 'ids' | 'changes' | 'reason' | 'atRev' | 'siteId'
>

/**
 * Keeps a change as a proposal and returns its id. The same form sent twice is one proposal, and a new record's form
 * sent again with other words replaces the proposal of that record. A second change to a record that stands is a
 * proposal of its own: its form did not show the first, which must not be lost.
 */
export async function propose(
  verb: Verb,
  { store, reader, now, input }: Call<unknown>,
  {
    prepared,
    head,
    siteId,
    ids,
  }: { prepared: Prepared; head: Head; siteId: string; ids: string[] },
): Promise<string> {
  const userId = reader.userId ?? ''
  const { id: recordId, reason } = prepared
  const changes = changesToShow(prepared.changes)
  const content: Content = { verb, input, ids, changes, reason, atRev: head.rev, siteId }
  const own = await store.db
    .select()
    .from(proposal)
    .where(
      and(eq(proposal.userId, userId), eq(proposal.verb, verb), eq(proposal.recordId, recordId)),
    )
  const typed = asTyped(input, recordId)
  const open = own.filter((p) => OPEN_STATES.includes(p.state))
  const same = open.find((p) => asTyped(p.input, recordId) === typed)
  if (same?.state === 'proposed') return same.id
  const isNew = changes.some((c) => c.id === recordId && c.base === 0)
  const former = same ?? (isNew ? open[0] : undefined)
  if (former) {
    await replaceContent(store, former, { content, userId, now })
    return former.id
  }
  const before = own.filter((p) => asTyped(p.input, recordId) === typed).length
  const id = asUuid(sha256(canonicalJson([userId, verb, recordId, typed, before])))
  const first = { proposalId: id, version: 1, state: 'proposed' as const, userId, at: now }
  const rest = { recordId, userId, version: 1, proposedAt: now }
  try {
    await store.atomic([
      insertOf(proposal, { ...content, ...rest, id, state: 'proposed' }),
      insertOf(proposalStep, first),
    ])
  } catch (error) {
    // The same form, sent twice at the same moment.
    const isThere = error instanceof ConstraintError && error.columns.includes('proposal.id')
    if (!isThere) throw error
  }
  return id
}

/** Gives a proposal that is still open other contents, and proposes it again. Throws `invalid` when it was just decided. */
export async function replaceContent(
  store: Store,
  former: Pick<ProposalRow, 'id' | 'version'>,
  {
    content,
    userId,
    now,
    comment = null,
    also = [],
  }: {
    content: Content
    userId: string
    now: string
    comment?: string | null
    also?: Statement[]
  },
): Promise<void> {
  const { verb, input, ids, changes, reason, atRev, siteId } = content
  const step = { state: 'proposed' as const, userId, at: now, comment }
  await take(store, [
    ...stepOf(store.db, former, OPEN_STATES, step, {
      verb,
      input,
      ids,
      changes,
      reason,
      atRev,
      siteId,
    }),
    ...also,
  ])
}

/** Runs the statements of a step. Throws `invalid` (`desk.decided`) when somebody else has taken one meanwhile. */
export async function take(store: Store, statements: Statement[]): Promise<void> {
  try {
    await store.atomic(statements)
  } catch (error) {
    throw isRefusal(error) ? new DomainError('invalid', null, 'desk.decided') : error
  }
}

/**
 * The statements that take a proposal from one version to the next, with what is said at that step. They fail unless it
 * is still at that version and in one of the states `from`.
 */
export function stepOf(
  db: Db,
  { id, version }: Pick<ProposalRow, 'id' | 'version'>,
  from: ProposalState[],
  step: { state: ProposalState; userId: string; at: string; comment: string | null },
  more: Partial<ProposalRow> = {},
): Statement[] {
  const isStill = and(
    eq(proposal.id, id),
    eq(proposal.version, version),
    inArray(proposal.state, from),
  ) as SQL
  const next = version + 1
  return [
    refuseUnless(sql`exists (select 1 from ${proposal} where ${isStill})`),
    db
      .update(proposal)
      .set({ ...more, state: step.state, version: next })
      .where(eq(proposal.id, id))
      .toSQL(),
    insertOf(proposalStep, { ...step, proposalId: id, version: next }),
  ]
}

/** What changes would do, as a proposal keeps it. */
export function changesToShow(changes: RecordChange[]): ProposedChange[] {
  return changes.map(toldOf)
}

/** What somebody was shown: equal for equal changes from equal versions. */
export function hashOfChanges(changes: ProposedChange[]): string {
  return sha256(canonicalJson(changes))
}

/** What was typed, as one text. A form's own id says something only where it becomes that of a new record. */
function asTyped(input: unknown, recordId: string): string {
  const { formId, ...fields } = input as Record<string, unknown>
  return canonicalJson(formId === recordId ? { formId, ...fields } : fields)
}

function asUuid(hash: string): string {
  const [a, b, c, d, e] = [0, 8, 12, 16, 20].map((from, i) =>
    hash.slice(from, [8, 12, 16, 20, 32][i]),
  )
  return `${a}-${b}-${c}-${d}-${e}`
}
