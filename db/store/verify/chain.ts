import { and, asc, eq, gt, sql } from 'drizzle-orm'
import * as t from '../../schema'
import { changeHash, GENESIS, revisionHash, saltedHash } from '../chain'
import type { Db } from '../store'
import { Broken } from './broken'
import { inPortions, PORTION } from './portions'

/** How many revisions carry an earlier time than the one before: the clock had been set back. */
export async function countStepsBack(db: Db): Promise<number> {
  const before = sql`(select b.at from ${t.revision} b where b.rev = ${t.revision.rev} - 1)`
  const [counted] = await db
    .select({ n: sql<number>`count(*)` })
    .from(t.revision)
    .where(sql`${t.revision.at} < ${before}`)
  return counted?.n ?? 0
}

/**
 * Recomputes the hash chain from the first revision on. Returns how many payloads were erased: their salted hashes
 * still have to fit, and nothing of them may be left. Throws `Broken` at the first revision or change that is not what
 * was hashed.
 */
export async function checkChain(db: Db): Promise<number> {
  let prev = GENESIS
  let expected = 1
  let erased = 0
  for await (const revisions of inPortions<Revision>((last) => revisionsAfter(db, last?.rev ?? 0)))
    for (const r of revisions) {
      const wrong = (problem: string) => new Broken(`revision ${r.rev}: ${problem}`)
      if (r.rev !== expected++) throw wrong('a revision before it is missing')
      if (r.prev !== prev) throw wrong('does not follow the one before it')
      if (isErased(r, [r.header], wrong)) erased++
      else if (r.headerHash !== saltedHash(String(r.salt), exact(r.header, wrong)))
        throw wrong('its header was altered')
      const hashes: string[] = []
      const portions = inPortions<Change>((last) => changesOf(db, r.rev, last?.seq ?? -1))
      for await (const changes of portions)
        for (const change of changes) {
          const seq = change.seq
          const altered = (problem: string) =>
            wrong(`change ${seq} (${change.kind} ${change.id}) ${problem}`)
          if (seq !== hashes.length) throw altered(`stands where change ${hashes.length} should`)
          const { before, after, labels } = change
          if (isErased(change, [before, after, labels], altered)) erased++
          else if (change.hash !== hashOf(change, altered)) throw altered('was altered')
          hashes.push(change.hash)
        }
      const { rev, at, headerHash } = r
      if (r.hash !== revisionHash({ rev, at, prev, headerHash, changes: hashes }))
        throw wrong('its hash does not fit')
      prev = r.hash
    }
  await refuseStrayChanges(db)
  return erased
}

type Revision = Awaited<ReturnType<typeof revisionsAfter>>[number]
type Change = Awaited<ReturnType<typeof changesOf>>[number]
type Wrong = (problem: string) => Broken

/** Texts are read as they are stored: a value that JSON reads the same from other bytes was altered all the same. */
function revisionsAfter(db: Db, rev: number) {
  const { revision } = t
  return db
    .select({
      rev: revision.rev,
      at: revision.at,
      prev: revision.prev,
      hash: revision.hash,
      headerHash: revision.headerHash,
      header: sql<string | null>`${revision.header}`,
      salt: revision.salt,
    })
    .from(revision)
    .where(gt(revision.rev, rev))
    .orderBy(asc(revision.rev))
    .limit(PORTION)
}

/** An import may be a revision of a million changes. */
function changesOf(db: Db, rev: number, after: number) {
  const { change } = t
  return db
    .select({
      seq: change.seq,
      kind: change.kind,
      id: change.id,
      base: change.base,
      hash: change.hash,
      before: sql<string | null>`${change.before}`,
      after: sql<string | null>`${change.after}`,
      labels: sql<string | null>`${change.labels}`,
      salt: change.salt,
    })
    .from(change)
    .where(and(eq(change.rev, rev), gt(change.seq, after)))
    .orderBy(asc(change.seq))
    .limit(PORTION)
}

/** An erased payload has lost its salt and every part; one without the other is no erasure. */
function isErased({ salt }: { salt: string | null }, parts: (string | null)[], wrong: Wrong) {
  if (salt !== null) return false
  if (parts.some((part) => part !== null)) throw wrong('has lost its salt but not its content')
  return true
}

function hashOf({ salt, kind, id, base, ...texts }: Change, wrong: Wrong): string {
  const [before, after, labels] = [texts.before, texts.after, texts.labels].map((text) =>
    exact(text, wrong),
  )
  return changeHash(String(salt), { kind, id, base, before, after, labels })
}

function exact(text: string | null, wrong: Wrong): unknown {
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong('was altered: it cannot be read')
  }
  if (JSON.stringify(value) !== text) throw wrong('was altered: it is not as it was written')
  return value
}

async function refuseStrayChanges(db: Db): Promise<void> {
  const { change, revision } = t
  const [stray] = await db
    .select({ rev: change.rev, kind: change.kind, id: change.id })
    .from(change)
    .where(sql`not exists (select 1 from ${revision} where ${revision.rev} = "change"."rev")`)
    .limit(1)
  if (stray)
    throw new Broken(`change of ${stray.kind} ${stray.id} belongs to no revision (${stray.rev})`)
}
