import { DomainError } from '../db/domain/errors'
import { putBlob } from '../db/store/blobs'
import { asTrouble, isTrouble } from '../db/store/trouble'
import { log, logBug } from './_log'
import { plainAnswer } from './_plain-answer'
import { BrokenForm, fileOfForm } from './_sent-file'
import { sentName } from './_sent-name'
import { unkept } from './_unkept'

/** What stands around a file in a form that is sent. */
const AROUND = 64 * 1024

type Upload = {
  /** For the log. */
  action: string
  folder: string
  /** Larger files are refused, without reading on. */
  most: number
  /** The page that the file is sent from, to which it goes back. */
  page: string
  /** What is answered where the file does not arrive whole. */
  broken: string
  /** Throws DomainError where this reader may not send it, or there is nothing that it could be for. */
  admit(): Promise<unknown>
  /** Whether a file that begins so is of a kind that is kept. */
  isKept?(head: Uint8Array): boolean
}

/**
 * Takes the file of a form, writes it to the disk as it comes, and goes back to its page with the SHA-256 (`kept`) and
 * `name`, or with a `problem`: `none`, `type`, `large`, `full`, `unwritable`, `refused`, `many`, `broken`. What breaks off
 * is answered 400, and nothing of it is kept. The proxy must not be asked for such a route: it would hold what is sent in
 * memory.
 */
export async function receiveFile(request: Request, upload: Upload): Promise<Response> {
  const { action, folder, most, page, broken, admit, isKept } = upload
  const back = (query: Record<string, string>) =>
    unkept(null, 303, { Location: `${page}?${new URLSearchParams(query)}` })
  let refused: Record<string, string> = { problem: 'refused' }
  try {
    await admit()
    if (Number(request.headers.get('content-length')) > most + AROUND)
      return back({ problem: 'large' })
    const file = await fileOfForm(request)
    if (file === null) return back({ problem: 'none' })
    const kept = await putBlob(folder, file.bytes, {
      most,
      inspect(head) {
        if (head.byteLength > 0 && isKept?.(head) !== false) return
        refused =
          head.byteLength > 0
            ? { problem: 'type', type: file.type.slice(0, 60) }
            : { problem: 'none' }
        throw new DomainError('invalid')
      },
    })
    return back({ kept: kept.sha256, name: sentName(file.name, 'file') })
  } catch (thrown) {
    if (thrown instanceof BrokenForm) return plainAnswer(400, broken)
    const error = asTrouble(thrown)
    if (isTrouble(error)) log().error({ action, err: error.cause }, error.code)
    if (error instanceof DomainError)
      return error.code === 'not_found'
        ? unkept(null, 404)
        : back({ ...refused, ...PROBLEMS[error.code] })
    logBug(error, action)
    return back({ problem: 'broken' })
  }
}

const PROBLEMS: Record<string, { problem: string }> = {
  too_large: { problem: 'large' },
  too_many: { problem: 'many' },
  disk_full: { problem: 'full' },
  not_writable: { problem: 'unwritable' },
  busy: { problem: 'unwritable' },
}
