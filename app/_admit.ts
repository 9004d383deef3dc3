import { headers } from 'next/headers'
import { env } from '../db/cli/env'
import { DomainError } from '../db/domain/errors'
import { type Action, can, type Reader } from '../db/domain/policy'
import { take } from '../db/mutations/limiter'
import type { Named } from '../db/queries/site-at'
import { store } from '../db/store/open'
import { isFromOwnPage } from './_same-origin'
import { getReader, readerAt } from './_session'

/**
 * What `formAction` checks before anything else, for a route that takes what a form cannot: sent by our own page, rights,
 * how often. `named` says where, for a route that the proxy does not see. Throws DomainError `forbidden` and `too_many`.
 */
export async function admit(
  name: string,
  needs: Action,
  limit: { most: number; minutes: number },
  named: Named | null = null,
): Promise<Reader> {
  if (!isFromOwnPage(await headers(), env().publicOrigin)) throw new DomainError('forbidden')
  const reader = named === null ? await getReader() : await readerAt(named)
  if (!can(reader, needs)) throw new DomainError('forbidden')
  await take(store(), [{ key: `${name}:${reader.userId}`, ...limit }], new Date())
  return reader
}
