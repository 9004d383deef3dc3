import { Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'

/** A file that a form sends, as it arrives. */
export type SentFile = { name: string; type: string; bytes: AsyncIterable<Uint8Array> }

/** Thrown where what was sent is no form with files, or breaks off. */
export class BrokenForm extends Error {
  override readonly name = 'BrokenForm'
}

/** Beside its file a form of ours sends nothing. */
const LIMITS = { files: 1, fields: 8, parts: 16, fieldSize: 1024, headerSize: 16 * 1024 }

/**
 * The file of a form, read as it comes, so that nothing of it is held in memory; null where the form sends none. This, or
 * its bytes, throw `BrokenForm`.
 */
export function fileOfForm(request: Request): Promise<SentFile | null> {
  return new Promise((resolve, reject) => {
    const form = parserOf(request)
    let bytes: Readable | null = null
    const fail = (error: Error) => {
      bytes?.destroy(error)
      reject(new BrokenForm(String(error), { cause: error }))
    }
    form.on('file', (_field, stream, name, _encoding, type) => {
      // It is told of what goes wrong before anybody reads it, which must not end the process.
      stream.on('error', () => {})
      if (name) {
        bytes = stream
        resolve({ name, type, bytes: wholeOf(stream) })
      } else stream.resume()
    })
    form.once('finish', () => resolve(null))
    form.on('error', fail)
    Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0])
      .on('error', fail)
      .pipe(form)
  })
}

async function* wholeOf(bytes: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    throw new BrokenForm(String(error), { cause: error })
  }
}

function parserOf({ headers, body }: Request): BusboyInstance {
  if (body === null) throw new BrokenForm('nothing was sent')
  try {
    return new Busboy({
      headers: { 'content-type': headers.get('content-type') ?? '' },
      limits: LIMITS,
    })
  } catch (error) {
    throw new BrokenForm(String(error), { cause: error })
  }
}
