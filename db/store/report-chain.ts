import { desc, eq } from 'drizzle-orm'
import type { Audience } from '../domain/policy'
import * as t from '../schema'
import { canonicalJson, GENESIS, sha256 } from './chain'
import { insertOf } from './insert'
import { ConstraintError, OutcomeUnknown, type Store } from './store'

/** A frozen file's row. */
export type FrozenRow = typeof t.report.$inferSelect
/** A row before it has its place in the chain. */
export type NewFrozen = Omit<FrozenRow, 'seq' | 'prev' | 'hash'>

const TRIES = 20
/** 80 bits of the hash. */
const ID_LENGTH = 20

/** The id of a frozen file: the beginning of its SHA-256, so that its address says what it must hold. */
export function reportId(audience: Audience, hash: string): string {
  const beginning = hash.slice(0, ID_LENGTH)
  return audience === 'public' ? beginning : `${beginning}-internal`
}

/**
 * Adds a row to the chain, unless one with its id is there: that is then the answer. Losing the race for the place in
 * the chain retries.
 */
export async function appendReport(store: Store, row: NewFrozen): Promise<FrozenRow> {
  const { report } = t
  for (let attempt = 1; ; attempt++) {
    const [found] = await store.db.select().from(report).where(eq(report.id, row.id))
    if (found) return found
    const [last] = await store.db
      .select({ seq: report.seq, hash: report.hash })
      .from(report)
      .orderBy(desc(report.seq))
      .limit(1)
    const link = { ...row, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? GENESIS }
    const next = { ...link, hash: linkHash(link) }
    try {
      await store.atomic([insertOf(report, next)])
      return next
    } catch (error) {
      const isWorthAnother = error instanceof ConstraintError || error instanceof OutcomeUnknown
      if (!isWorthAnother || attempt === TRIES) throw error
    }
  }
}

/** The hash of one link: covers its whole row and, through `prev`, every one before it. */
export function linkHash({ hash: _, ...row }: Omit<FrozenRow, 'hash'> & { hash?: string }): string {
  return sha256(canonicalJson(row))
}
