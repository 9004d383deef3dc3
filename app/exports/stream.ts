/** A piece of a file as it is made. */
export type Piece = string | Uint8Array

/** Bytes that are made before the answer begins, so that what fails at once is told by its status. */
const HELD_BACK = 16 * 1024

/**
 * A file as a body that is made as fast as it is taken: the next piece is asked for when the reader has taken the last.
 * What fails before the body begins is thrown; what fails later breaks the connection off, so that nobody takes half a
 * file for a whole one. A reader who leaves, by cancelling or by `signal`, stops the work after the piece in hand.
 */
export async function streamOf(
  pieces: AsyncIterable<Piece>,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const iterator = pieces[Symbol.asyncIterator]()
  const stop = async () => {
    await iterator.return?.()
  }
  signal?.addEventListener('abort', () => void stop().catch(() => undefined), { once: true })
  const next = async () => {
    signal?.throwIfAborted()
    const { done, value } = await iterator.next()
    signal?.throwIfAborted()
    return done ? null : toBytes(value)
  }
  const beginning: (Uint8Array | null)[] = []
  for (let held = 0; held < HELD_BACK; ) {
    const piece = await next()
    beginning.push(piece)
    if (piece === null) break
    held += piece.byteLength
  }
  return new ReadableStream(
    {
      async pull(controller) {
        const held = beginning.shift()
        const piece = held === undefined ? await next() : held
        if (piece === null) controller.close()
        else controller.enqueue(piece)
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  )
}

/** All of a file at once. */
export async function wholeOf(pieces: AsyncIterable<Piece>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(toBytes(piece))
  return Buffer.concat(parts)
}

function toBytes(piece: Piece): Uint8Array {
  return typeof piece === 'string' ? Buffer.from(piece) : piece
}
