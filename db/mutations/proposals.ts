import { and, eq, type SQL, sql } from 'drizzle-orm'
import { user } from '../auth-schema'
import { type ProposedChange, proposal, proposalStep } from '../desk-schema'
import { DomainError } from '../domain/errors'
import { at, can, type Reader } from '../domain/policy'
import type { Verb } from '../domain/verbs'
import type { ProposalState } from '../domain/vocabulary'
import { isRefusal, refuseUnless } from '../store/guard'
import type { RecordChange } from '../store/records'
import { readHead } from '../store/save'
import type { Db, Store } from '../store/store'
import type { Call, Saved } from './call'
import type { CarryInput } from './carry-over'
import { reviewedSites, sitesConcerned } from './concerned'
import {
  begunAs,
  changesToShow,
  hashOfChanges,
  OPEN_STATES,
  type ProposalRow,
  replaceContent,
  stepOf,
  take,
} from './propose'
import { MUTATIONS } from './verbs'

/** Who decides about a proposal, and what must come from outside. `now` is an ISO timestamp, `salt` is random. */
export type Deciding = {
  store: Store
  reader: Reader
  now: string
  newId: () => string
  salt: string
}

/** The proposal that a decision is about, at the version that was on the screen. */
export type Chosen = { id: string; version: number }

/** What a proposal would change on the newest head, with its hash; or why it no longer can. */
export type Outlook =
  | { fits: true; changes: ProposedChange[]; hash: string; head: number }
  | { fits: false; error: DomainError; head: number }

/**
 * Accepts a proposal: its verb is run again on the newest head, as the act of who proposed it, and saved with the name of
 * who accepted it. `shown` is the hash of what the reviewer was shown; when it would now change anything else, nothing is
 * saved. Throws `forbidden`, and `invalid`: `desk.own` for one's own, `desk.decided` when somebody was faster, `desk.moved`.
 */
export async function accept(deciding: Deciding, chosen: Chosen, shown: string): Promise<Saved> {
  const { store, reader, now } = deciding
  const found = await requireWaiting(deciding, chosen, 'accepted')
  if (found.state === 'accepted') return { rev: found.rev ?? 0, id: found.recordId }
  const reviewer = { id: reader.userId ?? '', name: reader.name ?? '' }
  const saved = run(deciding, found, async ({ changes }, head) => {
    await requireReview(store.db, reader, changes)
    if (hashOfChanges(changesToShow(changes)) !== shown) throw moved()
    const step = { state: 'accepted' as const, userId: reviewer.id, at: now, comment: null }
    const by = { rev: head.rev + 1, decidedBy: reviewer.id, decidedAt: now }
    return { accepted: reviewer, alongside: stepOf(store.db, found, ['proposed'], step, by) }
  })
  try {
    return await saved
  } catch (error) {
    if (error instanceof DomainError && !['forbidden', 'invalid'].includes(error.code))
      throw moved()
    throw isRefusal(error) ? decided() : error
  }
}

/** Sends a proposal back to who made it, or turns it down, with a comment. Throws like `accept`. */
export async function decide(
  deciding: Deciding,
  chosen: Chosen,
  { state, comment }: { state: 'returned' | 'rejected'; comment: string },
): Promise<void> {
  const { store, reader, now } = deciding
  const found = await requireWaiting(deciding, chosen, state)
  if (found.state === state) return
  const userId = reader.userId ?? ''
  const by = state === 'rejected' ? { decidedBy: userId, decidedAt: now } : {}
  const step = { state, userId, at: now, comment }
  await take(store, stepOf(store.db, found, ['proposed'], step, by))
}

/** Takes one's own proposal back. Throws `not_found`, and `invalid` (`desk.decided`) when it was decided already. */
export async function takeBack(deciding: Deciding, chosen: Chosen): Promise<void> {
  const { store, reader, now } = deciding
  const found = await requireOwn(store.db, reader, chosen.id)
  if (found.state === 'withdrawn') return
  const step = { state: 'withdrawn' as const, userId: found.userId, at: now, comment: null }
  const by = { decidedBy: found.userId, decidedAt: now }
  await take(store, stepOf(store.db, chosen, OPEN_STATES, step, by))
}

/**
 * Puts what somebody has just sent in the place of their earlier proposal, which it amends: `fresh` is the proposal that
 * the form made. Where the earlier one has been decided meanwhile, or is not theirs, the new one stands for itself. Returns the id of
 * the one that now waits.
 */
export async function amend(
  { store, reader, now }: Pick<Deciding, 'store' | 'reader' | 'now'>,
  { former, fresh }: { former: string; fresh: string },
): Promise<string> {
  if (former === fresh) return fresh
  const { db } = store
  const content = await requireOwn(db, reader, fresh)
  const [old] = await db.select().from(proposal).where(eq(proposal.id, former))
  if (old?.userId !== content.userId) return fresh
  const isAmended = begunAs(old).verb === content.verb && OPEN_STATES.includes(old.state)
  if (!isAmended || content.version !== 1) return fresh
  const isFresh = and(eq(proposal.id, fresh), eq(proposal.version, 1)) as SQL
  const also = [
    refuseUnless(sql`exists (select 1 from ${proposal} where ${isFresh})`),
    db.delete(proposalStep).where(eq(proposalStep.proposalId, fresh)).toSQL(),
    db.delete(proposal).where(eq(proposal.id, fresh)).toSQL(),
  ]
  try {
    await replaceContent(store, old, { content, userId: old.userId, now, also })
    return former
  } catch (error) {
    if (error instanceof DomainError) return fresh
    throw error
  }
}

/**
 * Carries a proposal over to the register as it stands, where others have changed other fields of the same records. It
 * still waits to be accepted. Throws like `accept`, and `conflict` where both have changed the same.
 */
export async function carry(deciding: Deciding, chosen: Chosen): Promise<void> {
  const { store, reader, now } = deciding
  const found = await requireWaiting(deciding, chosen)
  const carried = carriedOver(found)
  const outlook = await outlookOf(deciding, carried)
  if (!outlook.fits) throw outlook.error
  const { changes, head } = outlook
  const content = { ...carried, changes, atRev: head }
  // Somebody else's step to *proposed* tells of the revision that it was carried to.
  const comment = String(head)
  await replaceContent(store, found, { content, userId: reader.userId ?? '', now, comment })
}

/** The proposal as it would be after being carried over. */
export function carriedOver(found: ProposalRow): ProposalRow {
  if (found.verb === 'carry-over') return found
  const { recordId, reason, changes } = found
  const input: CarryInput = { ...begunAs(found), recordId, reason, changes }
  return { ...found, verb: 'carry-over', input }
}

/** What a proposal would change if it were accepted now. Nothing is written. */
export async function outlookOf(deciding: Deciding, found: ProposalRow): Promise<Outlook> {
  try {
    await run(deciding, found, async ({ changes }, head) => {
      throw new Looked(changes, head.rev)
    })
  } catch (error) {
    if (error instanceof Looked) {
      const changes = changesToShow(error.changes)
      return { fits: true, changes, hash: hashOfChanges(changes), head: error.head }
    }
    if (!(error instanceof DomainError)) throw error
    return { fits: false, error, head: (await readHead(deciding.store.db)).rev }
  }
  throw new Error('a look that saved')
}

/** Thrown out of a save that was only to be looked at. */
class Looked extends Error {
  constructor(
    readonly changes: RecordChange[],
    readonly head: number,
  ) {
    super('looked at')
  }
}

/** Runs the verb of a proposal as the act of who made it, under the eyes of who decides, with the ids it was given. */
async function run(
  { store, reader, now, newId, salt }: Deciding,
  { verb, input, userId, ids, siteId }: ProposalRow,
  settle: NonNullable<Call<never>['settle']>,
): Promise<Saved> {
  const [proposer] = await store.db.select().from(user).where(eq(user.id, userId))
  const given = [...ids]
  const call = {
    store,
    reader: { ...at(reader, siteId), userId, name: proposer?.name ?? '' },
    now,
    newId: () => given.shift() ?? newId(),
    salt,
    input: input as never,
    settle,
  }
  return MUTATIONS[verb as Verb](call)
}

/** A reviewed site's changes are accepted by its reviewers; what else they touch, by who may record there. */
async function requireReview(db: Db, reader: Reader, changes: RecordChange[]): Promise<void> {
  const { own } = await sitesConcerned(db, changes)
  const reviewed = await reviewedSites(db)
  const may = (site: string) => can(at(reader, site), reviewed.has(site) ? 'review' : 'record')
  if (!own.every(may)) throw new DomainError('forbidden')
}

/**
 * The proposal, if this reader may decide about it and nobody has. Theirs too when they have just taken it to `state`: a
 * button pressed twice is harmless.
 */
async function requireWaiting(
  { store, reader }: Deciding,
  { id, version }: Chosen,
  state: ProposalState | null = null,
): Promise<ProposalRow> {
  const [found] = await store.db.select().from(proposal).where(eq(proposal.id, id))
  if (!found || !can(at(reader, found.siteId), 'record')) throw new DomainError('not_found')
  if (found.userId === reader.userId) throw new DomainError('invalid', null, 'desk.own')
  if (!can(at(reader, found.siteId), 'review')) throw new DomainError('forbidden')
  if (found.version === version && found.state === 'proposed') return found
  const isNext = found.version === version + 1 && found.state === state
  const [last] = await store.db
    .select()
    .from(proposalStep)
    .where(and(eq(proposalStep.proposalId, id), eq(proposalStep.version, found.version)))
  if (isNext && last?.userId === reader.userId) return found
  throw decided()
}

async function requireOwn(db: Db, reader: Reader, id: string): Promise<ProposalRow> {
  const [found] = await db.select().from(proposal).where(eq(proposal.id, id))
  const isOwn = found !== undefined && found.userId === reader.userId
  if (!isOwn || !can(at(reader, found.siteId), 'record')) throw new DomainError('not_found')
  return found
}

function moved(): DomainError {
  return new DomainError('invalid', null, 'desk.moved')
}

function decided(): DomainError {
  return new DomainError('invalid', null, 'desk.decided')
}
