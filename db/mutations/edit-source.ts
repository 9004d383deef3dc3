import { and, eq, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { claimKnownFrom } from '../domain/knowledge'
import { retyped } from '../domain/retyped'
import type { SourceInput, WholeSource } from '../domain/source-input'
import { sourceAt } from '../queries/likely-sources'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import type { Db } from '../store/store'
import { type Call, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isSameContent, isUnmoved } from './content'
import { followImages, followKnownDays } from './follow'
import { publishedLatest } from './sources'

/**
 * Corrects a source. A new day of publication moves, in the same revision, its claims that have no reported day of
 * their own, its images, and the assessments, threats and events that hang on them. Throws `conflict` when the source has moved
 * since `base`, `invalid` on `reason` when nothing would change, `duplicate` on `published` when a moved assessment
 * would meet another with the same key, and on `url` (with the id) where another source has this very address.
 */
export async function editSource(call: Call<SourceInput>): Promise<Saved> {
  const { store, reader, input, now } = call
  const id = input.sourceId
  try {
    return await saveAs(
      'edit-source',
      call,
      async () => {
        const before = await requireBase(call, 'source', id, input.base)
        const row = corrected(before, input, now)
        const taken = before.url === row.url ? null : await sourceAt(store.db, reader, row.url, id)
        if (taken !== null) throw new DomainError('duplicate', 'url', taken)
        if (isSameContent(before, row))
          throw new DomainError('invalid', 'reason', 'field.nothing_changed')
        const moved = await movedClaims(store.db, before, row)
        const changes: RecordChange[] = [
          { op: 'correct', kind: 'source', before, row },
          ...moved,
          ...(await followImages(store.db, new Map([[id, row.publishedLatest]]))),
          ...(await followKnownDays(
            store.db,
            moved.flatMap((c) =>
              c.kind === 'claim' && c.op === 'correct' ? [c.row as Row<'claim'>] : [],
            ),
          )),
        ]
        return { id, reason: input.reason, changes }
      },
      (actorId) =>
        findRepeat(store.db, actorId, { kind: 'source', id, base: input.base }, (after) =>
          isUnmoved<Row<'source'>>(after, (row) => corrected(row, input, now)),
        ),
    )
  } catch (error) {
    if (error instanceof DomainError && error.code === 'duplicate' && error.field === null)
      throw new DomainError('duplicate', 'published', error.detail)
    throw error
  }
}

function corrected(before: Row<'source'>, input: SourceInput, now: string): Row<'source'> {
  const isRedated = (before.published ?? null) !== input.published
  return {
    ...before,
    ...typedFields(input),
    publishedAsGiven: isRedated
      ? input.published === null
        ? 'n.d.'
        : null
      : before.publishedAsGiven,
    publishedLatest: isRedated
      ? publishedLatest(input.published, now, 'published')
      : before.publishedLatest,
    reliabilityReason:
      input.reliability === null
        ? null
        : retyped(before.reliabilityReason, input.reliabilityReason, input.textLang),
  }
}

/** The columns of a source that its forms hold as they are. */
export function typedFields(input: WholeSource) {
  const {
    title,
    author,
    publisher,
    published,
    url,
    archiveUrl,
    lang,
    class: sourceClass,
    kind,
    rights,
    reliability,
    note,
    sensitivity,
  } = input
  return {
    title,
    author,
    publisher,
    published,
    url,
    archiveUrl,
    lang,
    class: sourceClass,
    kind,
    rights,
    reliability,
    note,
    sensitivity,
  }
}

/** The current claims of a source whose known day moves with its day of publication, corrected. */
export async function movedClaims(
  db: Db,
  before: Row<'source'>,
  after: Row<'source'>,
): Promise<RecordChange[]> {
  if (before.publishedLatest === after.publishedLatest) return []
  const claims = await db
    .select()
    .from(t.claim)
    .where(and(eq(t.claim.sourceId, before.id), isNull(t.claim.retiredRev)))
  return claims.flatMap((claim): RecordChange[] => {
    const knownFrom = claimKnownFrom(claim, after)
    return knownFrom === claim.knownFrom
      ? []
      : [{ op: 'correct', kind: 'claim', before: claim, row: { ...claim, knownFrom } }]
  })
}
