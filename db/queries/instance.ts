import { isNull } from 'drizzle-orm'
import { isMember, type Reader } from '../domain/policy'
import type { InstanceAccess } from '../domain/vocabulary'
import { instance } from '../schema'
import type { Db } from '../store/store'

/** Whether everybody may read the register, and the version of the record that says so (0 before anybody has said). */
export async function accessOf(db: Db): Promise<{ access: InstanceAccess; rev: number }> {
  const [row] = await db
    .select({ access: instance.access, rev: instance.recordedRev })
    .from(instance)
    .where(isNull(instance.retiredRev))
  return row ?? { access: 'public', rev: 0 }
}

/**
 * Whether a reader may read anything here at all: everybody of a public register, members of a private one. Asked
 * wherever something is handed out: by pages, files, the API and actions.
 */
export async function isOpenTo(db: Db, reader: Reader): Promise<boolean> {
  return isMember(reader) || (await accessOf(db)).access === 'public'
}
