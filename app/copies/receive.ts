import { COPY_MOST, copyTypeOf } from '../../db/domain/copy-types'
import { DomainError } from '../../db/domain/errors'
import { putBlob } from '../../db/store/blobs'
import { sentName } from '../_sent-name'

/** What stands around a file in a form that is sent. */
const AROUND = 64 * 1024

/**
 * Keeps the file that a form sent, and says under which SHA-256 and name; or what is wrong with it: `none`, `large`,
 * `type`, `full`, `unwritable`, `broken`. No more is read than may be kept.
 */
export async function receiveCopy(
  request: Request,
  folder: string,
): Promise<{ kept: string; name: string } | { problem: string; type?: string }> {
  if (Number(request.headers.get('content-length') ?? 0) > COPY_MOST + AROUND)
    return { problem: 'large' }
  let type = ''
  try {
    const file = (await boundedForm(request)).get('file')
    if (!(file instanceof File) || file.size === 0) return { problem: 'none' }
    const kept = await putBlob(folder, file.stream() as unknown as AsyncIterable<Uint8Array>, {
      most: COPY_MOST,
      inspect(head) {
        if (copyTypeOf(head) !== null) return
        type = file.type.slice(0, 60)
        throw new DomainError('invalid')
      },
    })
    return { kept: kept.sha256, name: sentName(file.name, 'copy') }
  } catch (error) {
    const code = error instanceof DomainError ? error.code : null
    if (code === 'invalid') return { problem: 'type', type: type || '?' }
    if (code === 'too_large') return { problem: 'large' }
    if (code === 'disk_full') return { problem: 'full' }
    if (code === 'not_writable') return { problem: 'unwritable' }
    // What did not arrive, or is no form.
    if (error instanceof TypeError) return { problem: 'broken' }
    throw error
  }
}

/** The form of a request, refused as `too_large` as soon as more has come than can be kept, whatever it said. */
async function boundedForm(request: Request): Promise<FormData> {
  let left = COPY_MOST + AROUND
  let isOver = false
  const counted = request.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        left -= chunk.byteLength
        isOver = left < 0
        if (isOver) controller.error(new DomainError('too_large'))
        else controller.enqueue(chunk)
      },
    }),
  )
  const headers = { 'Content-Type': request.headers.get('content-type') ?? '' }
  try {
    return await new Response(counted ?? null, { headers }).formData()
  } catch (error) {
    throw isOver ? new DomainError('too_large') : error
  }
}
