import { randomBytes } from 'node:crypto'
import { isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import { manages } from '../domain/policy'
import type { InstanceAccess } from '../domain/vocabulary'
import { instance } from '../schema'
import { save } from '../store/save'
import type { Store } from '../store/store'
import type { Acting } from './people'

const ID = 'instance'

/**
 * Opens the register to everybody or closes it to all but members, from the next request on. `rev` is the version on the
 * administrator's screen, 0 for none. Throws `forbidden` to all but administrators of the register, and `conflict`.
 */
export async function setAccess(
  store: Store,
  { access, rev }: { access: InstanceAccess; rev: number },
  { reader, now }: Omit<Acting, 'origin'>,
): Promise<void> {
  if (!manages(reader, null) || reader.userId === null) throw new DomainError('forbidden')
  const actor = { id: reader.userId, name: reader.name ?? '' }
  const [before] = await store.db.select().from(instance).where(isNull(instance.retiredRev))
  if ((before?.recordedRev ?? 0) !== rev) throw new DomainError('conflict')
  if ((before?.access ?? 'public') === access) return
  const row = { id: ID, access }
  const salt = randomBytes(16).toString('hex')
  await save(store, () => ({
    actor,
    at: now.toISOString(),
    reason: access === 'private' ? 'Closed to the public' : 'Opened to the public',
    salt,
    changes: [
      before
        ? { op: 'correct', kind: 'instance', before, row }
        : { op: 'enter', kind: 'instance', row },
    ],
  }))
}
