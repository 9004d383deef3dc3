import { and, asc, count, desc, eq, inArray } from 'drizzle-orm'
import { user } from '../auth-schema'
import { type ProposedChange, proposal, proposalStep, tip } from '../desk-schema'
import type { HistoryKind } from '../domain/changes-filter'
import { DomainError } from '../domain/errors'
import { at, can, type Reader } from '../domain/policy'
import { currentRow } from '../mutations/call'
import { site } from '../schema'
import { labelsOf } from '../store/labels'
import type { RecordKind } from '../store/records'
import { contentOf, readHead } from '../store/save'
import type { Db } from '../store/store'
import { changedFields, type Field, type FieldChange, fieldsOf } from './fields'
import { loadPast, type Named, nameRecord, type Past, type Version } from './past'

type Row = typeof proposal.$inferSelect

/** A proposal in a list. */
export type ProposalEntry = Row & {
  proposer: string
  record: Named | null
  /** What was last said of it. */
  comment: string | null
}

/** One step of a proposal, by whom. */
export type Step = typeof proposalStep.$inferSelect & { name: string }

/** A proposal as its own page shows it; `may` says what this reader may do about it. */
export type ProposalPage = ProposalEntry & {
  siteSlug: string
  steps: Step[]
  may: 'amend' | 'decide' | null
}

/** What one change does to one record, field by field. */
export type ToldChange = {
  op: ProposedChange['op']
  kind: HistoryKind
  id: string
  record: Named | null
  fields: FieldChange[]
}

const OPEN = ['proposed', 'returned'] as const

/** What waits at a site for somebody to review it, the oldest first. Throws `forbidden` for all but its reviewers. */
export async function queueOf(db: Db, reader: Reader, siteId: string): Promise<ProposalEntry[]> {
  if (!can(at(reader, siteId), 'review')) throw new DomainError('forbidden')
  const rows = await db
    .select()
    .from(proposal)
    .where(and(eq(proposal.siteId, siteId), inArray(proposal.state, OPEN)))
    .orderBy(asc(proposal.proposedAt), asc(proposal.id))
  return entriesOf(db, reader, siteId, rows)
}

/** What somebody has proposed at a site, the newest first, with what became of it. Throws `forbidden`. */
export async function ownProposals(
  db: Db,
  reader: Reader,
  siteId: string,
): Promise<ProposalEntry[]> {
  if (!can(at(reader, siteId), 'record')) throw new DomainError('forbidden')
  const rows = await db
    .select()
    .from(proposal)
    .where(and(eq(proposal.siteId, siteId), eq(proposal.userId, reader.userId ?? '')))
    .orderBy(desc(proposal.proposedAt), asc(proposal.id))
    .limit(100)
  return entriesOf(db, reader, siteId, rows)
}

/** How many proposals and messages wait for this reader at a site. */
export async function waitingAt(db: Db, reader: Reader, siteId: string): Promise<number> {
  const here = at(reader, siteId)
  if (!can(here, 'record')) return 0
  const [messages] = await db
    .select({ n: count() })
    .from(tip)
    .where(and(eq(tip.state, 'open'), eq(tip.siteId, siteId)))
  const waiting = await db
    .select({ state: proposal.state, userId: proposal.userId })
    .from(proposal)
    .where(and(eq(proposal.siteId, siteId), inArray(proposal.state, OPEN)))
  const mine = waiting.filter((p) =>
    p.userId === reader.userId
      ? p.state === 'returned'
      : p.state === 'proposed' && can(here, 'review'),
  )
  return (messages?.n ?? 0) + mine.length
}

/**
 * One proposal with its steps: shown to who made it and to those who may review it. Throws `not_found` for everybody
 * else.
 */
export async function getProposal(db: Db, reader: Reader, id: string): Promise<ProposalPage> {
  const row = await findProposal(db, reader, id)
  if (row === null) throw new DomainError('not_found')
  const [entry] = await entriesOf(db, reader, row.siteId, [row])
  const steps = await db
    .select({ step: proposalStep, name: user.name })
    .from(proposalStep)
    .leftJoin(user, eq(user.id, proposalStep.userId))
    .where(eq(proposalStep.proposalId, id))
    .orderBy(asc(proposalStep.version))
  const { site } = await pastOf(db, reader, row.siteId)
  const isOwn = row.userId === reader.userId
  const isOpen = row.state === 'proposed' || row.state === 'returned'
  const canDecide = !isOwn && row.state === 'proposed'
  return {
    ...(entry as ProposalEntry),
    siteSlug: site?.slug ?? '',
    steps: steps.map(({ step, name }) => ({ ...step, name: name ?? '' })),
    may: isOwn && isOpen ? 'amend' : canDecide ? 'decide' : null,
  }
}

/** The page of a proposal, without the language. */
export async function proposalPath(db: Db, id: string): Promise<string> {
  const [found] = await db
    .select({ slug: site.slug })
    .from(proposal)
    .innerJoin(site, eq(site.id, proposal.siteId))
    .where(eq(proposal.id, id))
    .orderBy(desc(site.recordedRev))
    .limit(1)
  return `/${found?.slug ?? ''}/proposals/${id}`
}

/** A proposal as stored, for who made it and those who may review it; null for everybody else. */
export async function findProposal(db: Db, reader: Reader, id: string): Promise<Row | null> {
  const [row] = await db.select().from(proposal).where(eq(proposal.id, id))
  if (!row || reader.userId === null) return null
  const here = at(reader, row.siteId)
  const isOwn = row.userId === reader.userId && can(here, 'record')
  return isOwn || can(here, 'review') ? row : null
}

/** Changes in words, field by field, as this reader may see the records that they name. */
export async function tellChanges(
  db: Db,
  reader: Reader,
  siteId: string,
  changes: ProposedChange[],
): Promise<ToldChange[]> {
  return tellIn(await pastOf(db, reader, siteId), changes)
}

/** The same, where the records that the changes name are at hand. */
export function tellIn(named: Past, changes: ProposedChange[]): ToldChange[] {
  const past = withProposed(named, changes)
  return changes.map(({ op, kind, id, before, after }) => ({
    op,
    id,
    kind: kind as HistoryKind,
    record: nameRecord(past, id),
    fields: changedFields(told(past, kind, before), told(past, kind, after)),
  }))
}

/** One field of a record that moved while a change to it waited: as it was, as it is, and as it was proposed. */
export type MovedField = {
  record: Named | null
  id: string
  field: Pick<Field, 'name' | 'lang'>
  base: Field['value'] | null
  theirs: Field['value'] | null
  proposed: Field['value'] | null
  isBoth: boolean
}

/** What others have changed of the records that a proposal corrects or withdraws. */
export async function movedFields(
  db: Db,
  reader: Reader,
  { siteId, changes }: Pick<Row, 'siteId' | 'changes'>,
): Promise<MovedField[]> {
  const past = withProposed(await pastOf(db, reader, siteId), changes)
  const found: MovedField[] = []
  for (const change of changes) {
    if (change.before === null) continue
    const row = await currentRow(db, at(reader, siteId), change.kind as RecordKind, change.id)
    const now = row && contentOf(row)
    const [base, theirs, proposed] = [change.before, now, change.after].map((content) =>
      told(past, change.kind, content),
    ) as [Field[], Field[], Field[]]
    for (const { name, lang } of changedFields(base, theirs)) {
      const one = (list: Field[]) => list.find((f) => f.name === name && f.lang === lang)
      const [was, is, wanted] = [one(base), one(theirs), one(proposed)]
      found.push({
        ...{ record: nameRecord(past, change.id), id: change.id, field: { name, lang } },
        base: was?.value ?? null,
        theirs: is?.value ?? null,
        proposed: wanted?.value ?? null,
        isBoth: was?.raw !== wanted?.raw && is?.raw !== wanted?.raw,
      })
    }
  }
  return found
}

function told(past: Past, kind: string, content: Record<string, unknown> | null): Field[] {
  if (content === null) return []
  const version = { kind, row: content } as unknown as Version
  return fieldsOf(past, version, labelsOf(kind as RecordKind, content))
}

/** The past, with the records that are only proposed, so that they can be named. */
function withProposed(past: Past, changes: ProposedChange[]): Past {
  const versions = new Map(past.versions)
  for (const { id, kind, after } of changes)
    if (after !== null && !versions.has(id)) {
      const row = { sources: [], ...after, recordedRev: 0, retiredRev: 0 }
      versions.set(id, [{ kind, row } as unknown as Version])
    }
  return { ...past, versions }
}

async function entriesOf(
  db: Db,
  reader: Reader,
  siteId: string,
  rows: Row[],
): Promise<ProposalEntry[]> {
  if (rows.length === 0) return []
  const past = await pastOf(db, reader, siteId)
  const ids = rows.map((r) => r.id)
  const people = await db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, [...new Set(rows.map((r) => r.userId))]))
  const steps = await db.select().from(proposalStep).where(inArray(proposalStep.proposalId, ids))
  return rows.map((row) => ({
    ...row,
    proposer: people.find((p) => p.id === row.userId)?.name ?? '',
    record: nameRecord(withProposed(past, row.changes), row.recordId),
    comment:
      steps.find((s) => s.proposalId === row.id && s.version === row.version)?.comment ?? null,
  }))
}

async function pastOf(db: Db, reader: Reader, siteId: string): Promise<Past> {
  const { rev } = await readHead(db)
  return loadPast(db, at(reader, siteId), siteId, rev)
}
