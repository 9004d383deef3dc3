import { DomainError } from '../../db/domain/errors'

/** What stands before the file of a form: its own headers, and fields before it. */
const HEADERS_MOST = 16 * 1024

/** The file that a form sends, as it arrives. */
export type SentFile = { name: string; bytes: AsyncIterable<Uint8Array> }

/**
 * The first file of a form (RFC 7578), read as it comes, so that nothing of it is held in memory. Null where the form
 * sends none; DomainError `invalid` where it is no form or breaks off.
 */
export async function fileOfForm(request: Request): Promise<SentFile | null> {
  const type = request.headers.get('content-type') ?? ''
  const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(
    type,
  )
  if (!boundary || !request.body) throw new DomainError('invalid')
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`)
  const chunks = (request.body as unknown as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  // As if a line had ended before the first boundary, which then looks like all others.
  let held: Buffer = Buffer.from('\r\n')
  const more = async () => {
    const { value, done } = await chunks.next()
    if (done) throw new DomainError('invalid')
    held = Buffer.concat([held, value])
  }
  for (;;) {
    const start = held.indexOf(delimiter)
    const head = start < 0 ? -1 : held.indexOf('\r\n\r\n', start)
    if (
      start >= 0 &&
      held
        .subarray(start + delimiter.length)
        .subarray(0, 2)
        .toString() === '--'
    )
      return null
    if (head < 0) {
      if (held.length > HEADERS_MOST) throw new DomainError('invalid')
      await more()
      continue
    }
    const name = nameIn(held.subarray(start, head).toString('utf8'))
    held = held.subarray(head + 2)
    if (name === null) {
      while (held.indexOf(delimiter) < 0) {
        if (held.length > HEADERS_MOST) throw new DomainError('invalid')
        await more()
      }
      held = held.subarray(held.indexOf(delimiter))
      continue
    }
    held = held.subarray(2)
    return { name, bytes: upTo(held, delimiter, chunks) }
  }
}

/** The name of the file that a part's headers describe; null where it is none. */
function nameIn(headers: string): string | null {
  const name = /content-disposition:[^\r\n]*\bfilename="((?:[^"\\\r\n]|\\.)*)"/i.exec(headers)?.[1]
  return name === undefined || name === '' ? null : name
}

async function* upTo(
  first: Buffer,
  delimiter: Buffer,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let held = first
  for (;;) {
    const end = held.indexOf(delimiter)
    if (end >= 0) {
      yield held.subarray(0, end)
      return
    }
    const sure = Math.max(0, held.length - delimiter.length)
    if (sure > 0) yield held.subarray(0, sure)
    const { value, done } = await chunks.next()
    if (done) throw new DomainError('invalid')
    held = Buffer.concat([held.subarray(sure), value])
  }
}
