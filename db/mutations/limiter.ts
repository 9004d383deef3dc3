import { and, eq, gt, lt, or, sql } from 'drizzle-orm'
import { hit } from '../auth-schema'
import { DomainError } from '../domain/errors'
import { isRefusal, refuseUnless, statementOf } from '../store/guard'
import type { Store } from '../store/store'

const MINUTE = 60_000

/** At most `most` uses of one `key` in any `minutes` on end. */
export type Limit = { key: string; most: number; minutes: number }

/**
 * Takes one use of every limit, or throws `too_many` with the whole minutes to wait as its detail. Counting and
 * checking are one list, so uses at the same moment cannot slip through together. A refused use is not counted:
 * trying again early does not make the wait longer. Uses are kept per minute in the database, so a restart or a
 * second process changes nothing. Uses that lie further ahead than the limit is long were counted by a clock that was
 * wrong and has been set back: they count no more.
 */
export async function take(store: Store, limits: Limit[], now: Date): Promise<void> {
  for (const [i, limit] of limits.entries()) {
    if (await takeOne(store, limit, now)) continue
    await giveBack(store, limits.slice(0, i), now)
    throw new DomainError('too_many', null, String(await minutesToWait(store, limit, now)))
  }
}

/** What is left of a limit, and the whole seconds until the oldest use that counts is counted no more. */
export async function leftOf(
  store: Store,
  { key, most, minutes }: Limit,
  now: Date,
): Promise<{ left: number; seconds: number }> {
  const start = minuteOf(now) - minutes
  const [row] = await store.db
    .select({
      used: sql<number>`coalesce(sum(${hit.count}), 0)`,
      oldest: sql<number | null>`min(${hit.window})`,
    })
    .from(hit)
    .where(
      and(
        eq(hit.key, key),
        gt(hit.window, start),
        lt(hit.window, minuteOf(now) + minutes),
        gt(hit.count, 0),
      ),
    )
  const { used = 0, oldest = null } = row ?? {}
  const ends = ((oldest ?? minuteOf(now)) + minutes) * MINUTE
  return { left: Math.max(0, most - used), seconds: Math.ceil((ends - now.getTime()) / 1000) }
}

/** Undoes a `take` of the same moment: for limits that count failures only. */
export async function giveBack(store: Store, limits: Limit[], now: Date): Promise<void> {
  for (const { key } of limits) {
    await store.db
      .update(hit)
      .set({ count: sql`${hit.count} - 1` })
      .where(and(eq(hit.key, key), eq(hit.window, minuteOf(now)), gt(hit.count, 0)))
  }
}

/** Deletes counters that no limit looks at any more (a day old, or a day ahead). */
export async function forgetOldUses(store: Store, now: Date): Promise<void> {
  const [minute, day] = [minuteOf(now), 24 * 60]
  await store.db.delete(hit).where(or(lt(hit.window, minute - day), gt(hit.window, minute + day)))
}

async function takeOne(store: Store, { key, most, minutes }: Limit, now: Date): Promise<boolean> {
  const minute = minuteOf(now)
  const used = sql`select coalesce(sum(count), 0) from ${hit} where key = ${key} and window > ${minute - minutes} and window < ${minute + minutes}`
  try {
    await store.atomic([
      refuseUnless(sql`(${used}) < ${most}`),
      statementOf(sql`insert into ${hit} (key, window, count) values (${key}, ${minute}, 1)
        on conflict (key, window) do update set count = count + 1`),
    ])
    return true
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}

/** Until the oldest use that still counts is old enough. */
async function minutesToWait(store: Store, { key, minutes }: Limit, now: Date): Promise<number> {
  const minute = minuteOf(now)
  const [row] = await store.db
    .select({ oldest: sql<number | null>`min(${hit.window})` })
    .from(hit)
    .where(
      and(
        eq(hit.key, key),
        gt(hit.window, minute - minutes),
        lt(hit.window, minute + minutes),
        gt(hit.count, 0),
      ),
    )
  return Math.max(1, (row?.oldest ?? minute) + minutes - minute)
}

function minuteOf(now: Date): number {
  return Math.floor(now.getTime() / MINUTE)
}
