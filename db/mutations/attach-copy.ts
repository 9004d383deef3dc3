import type { CopyInput } from '../domain/copy-input'
import { copyTypeOf } from '../domain/copy-types'
import { DomainError } from '../domain/errors'
import { openBlob } from '../store/blobs'
import { type Call, findRepeat, requireBase, type Saved, saveAs } from './call'

/**
 * Attaches a copy that is kept in `folder` to its source, in place of any other; what it is is told by its bytes again.
 * Throws `invalid` on `sha256` where no such file is kept, `conflict`, `not_found`.
 */
export async function attachCopy(call: Call<CopyInput>, folder: string): Promise<Saved> {
  const { store, input } = call
  const { sourceId: id, base, sha256, name, reason } = input
  return saveAs(
    'attach-copy',
    call,
    async () => {
      const before = await requireBase(call, 'source', id, base)
      if (before.copySha256 === sha256 && before.copyName === name)
        throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      const { copyMime, copySize } = await lookAt(folder, sha256)
      const row = { ...before, copySha256: sha256, copyName: name, copyMime, copySize }
      return { id, reason, changes: [{ op: 'correct', kind: 'source', before, row }] }
    },
    (actorId) =>
      findRepeat(
        store.db,
        actorId,
        { kind: 'source', id, base },
        (after) => after?.copySha256 === sha256 && after.copyName === name,
      ),
  )
}

async function lookAt(folder: string, sha256: string) {
  const kept = await openBlob(folder, sha256)
  if (kept === null) throw new DomainError('invalid', 'sha256', 'copy.gone')
  for await (const chunk of kept.bytes) {
    const copyMime = copyTypeOf(chunk.subarray(0, 4096))
    if (copyMime !== null) return { copyMime, copySize: kept.size }
    break
  }
  throw new DomainError('invalid', 'sha256', 'copy.type')
}
