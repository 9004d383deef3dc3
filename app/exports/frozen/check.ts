import { DomainError } from '../../../db/domain/errors'
import { anyoneOf } from '../../../db/domain/policy'
import type { Versions } from '../../../db/mutations/freeze'
import { basisOf } from '../../../db/queries/report-basis'
import { hashOf, readKept } from '../../../db/store/blobs'
import type { FrozenRow } from '../../../db/store/report-chain'
import type { Db } from '../../../db/store/store'
import { makeFile, Unanswerable } from './make'
import { PARTS, type Part } from './versions'

/**
 * What became of a frozen file: its bytes are gone or altered; or they are whole and, made anew, come out the same or
 * otherwise; or they are whole and cannot be made anew, since the program or what may be shown has changed.
 */
export type Check =
  | { state: 'missing' | 'altered' | 'same' }
  | { state: 'differs'; sha256: string }
  | { state: 'other_program'; parts: Part[] }
  | { state: 'other_redaction' }

/**
 * Checks one frozen file: its bytes against their hash always, then, where the same program answers and the same may be
 * shown, against the file made anew from the same address.
 */
export async function checkFrozen(
  db: Db,
  row: FrozenRow,
  { folder, now, versions }: { folder: string; now: string; versions: Versions },
): Promise<Check> {
  const kept = await readKept(folder, row.sha256)
  if (kept === null) return { state: 'missing' }
  if (hashOf(kept) !== row.sha256 || kept.byteLength !== row.size) return { state: 'altered' }
  const parts = PARTS.filter((part) => versions[part] !== row[part])
  if (parts.length > 0) return { state: 'other_program', parts }
  try {
    const { visible } = await basisOf(db, anyoneOf(row.audience), row.address)
    if (String(visible) !== String(row.visible)) return { state: 'other_redaction' }
    const sha256 = hashOf((await makeFile(db, { ...row, now })).bytes)
    return sha256 === row.sha256 ? { state: 'same' } : { state: 'differs', sha256 }
  } catch (error) {
    const isHidden = error instanceof DomainError || error instanceof Unanswerable
    if (isHidden) return { state: 'other_redaction' }
    throw error
  }
}
