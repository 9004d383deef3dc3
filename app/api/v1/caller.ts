import { NOBODY, type Reader } from '../../../db/domain/policy'
import { noteUse } from '../../../db/mutations/keys'
import { type Limit, leftOf, take } from '../../../db/mutations/limiter'
import { type Bearer, bearerOf } from '../../../db/queries/keys'
import type { Store } from '../../../db/store/store'
import { ifWritable } from '../../../db/store/trouble'
import { Problem } from './problem'

/** Whoever asks: a program with a key, or anybody. Cookies are never looked at. `isKnown` is false for a wrong key. */
export type Caller = { reader: Reader; key: Bearer | null; limits: Limit[]; isKnown: boolean }

/** So often one key, or one address without a key, may ask in ten minutes, and one key may write. */
export const LIMITS = {
  address: { most: 6000, minutes: 10 },
  key: { most: 12_000, minutes: 10 },
  writes: { most: 600, minutes: 10 },
} as const

/** Finds out who asks, and which limits their request counts against. A secret that no key has counts against its address. */
export async function identify(
  store: Store,
  request: { headers: Headers; writes: boolean },
  { address, now }: { address: string; now: string },
): Promise<Caller> {
  const secret = bearerToken(request.headers)
  const key = secret === null ? null : await bearerOf(store, secret, now)
  if (key === null) {
    const limits = [{ key: `api:address:${address}`, ...LIMITS.address }]
    return { reader: NOBODY, key, limits, isKnown: secret === null }
  }
  const limits: Limit[] = [{ key: `api:key:${key.keyId}`, ...LIMITS.key }]
  if (request.writes) limits.push({ key: `api:writes:${key.keyId}`, ...LIMITS.writes })
  return { reader: key.reader, key, limits, isKnown: true }
}

/**
 * Counts the request and lets it pass, or throws: DomainError `too_many` from the limiter, the problem `no_key` for a key
 * that does not hold, and for none where one is needed. Reads go on where nothing can be written, uncounted.
 */
export async function admit(
  store: Store,
  { key, limits, isKnown }: Caller,
  { writes, now }: { writes: boolean; now: string },
): Promise<void> {
  const counted = () => take(store, limits, new Date(now))
  await (writes ? counted() : ifWritable(counted))
  if (!isKnown || (writes && key === null)) throw noKey(isKnown)
  if (key) await ifWritable(() => noteUse(store, key, now))
}

/** The refusal of who has no key, or (`isKnown` false) one that does not hold. */
export function noKey(isKnown: boolean): Problem {
  const challenge = `Bearer realm="Tadmor"${isKnown ? '' : ', error="invalid_token"'}`
  return new Problem('no_key', {}, { 'WWW-Authenticate': challenge })
}

/** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10): what may be asked, and what is left. */
export async function limitHeaders(
  store: Store,
  limits: Limit[],
  now: string,
): Promise<Record<string, string>> {
  const named = await Promise.all(
    limits.map(async (limit) => ({
      name: `"${limit.key.split(':')[1]}"`,
      ...limit,
      ...(await leftOf(store, limit, new Date(now))),
    })),
  )
  return {
    'RateLimit-Policy': named.map((l) => `${l.name};q=${l.most};w=${l.minutes * 60}`).join(', '),
    RateLimit: named.map((l) => `${l.name};r=${l.left};t=${l.seconds}`).join(', '),
  }
}

/** The secret of an `Authorization: Bearer` header; null when there is none, empty for another scheme (RFC 6750). */
function bearerToken(headers: Headers): string | null {
  const given = headers.get('authorization')
  if (given === null) return null
  return /^Bearer +([\w.~+/-]+=*) *$/i.exec(given)?.[1] ?? ''
}
