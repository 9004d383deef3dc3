import { PassThrough, Readable } from 'node:stream'
import yazl from 'yazl'
import type { Piece } from './stream'

/** A file of an archive: its path in it, what is in it, made only when it is its turn, and whether to press it. */
export type Entry = { path: string; pieces: () => AsyncIterable<Piece>; compress?: boolean }

/** Everybody may read, the owner may write. */
const MODE = 0o100644

/**
 * Files as one ZIP archive, made as it is taken and one file after the other, whatever their size. All carry the same
 * time, so that equal contents make equal bytes.
 */
export async function* zip(entries: Entry[], at: Date): AsyncGenerator<Uint8Array> {
  const archive = new yazl.ZipFile()
  const output = archive.outputStream.pipe(new PassThrough())
  let current: Readable | null = null
  archive.on('error', (error: Error) => output.destroy(error))
  for (const { path, pieces, compress = true } of entries)
    archive.addReadStreamLazy(path, { mtime: at, mode: MODE, compress }, (give) => {
      current = Readable.from(pieces())
      current.once('error', (error) => output.destroy(error))
      give(null, current)
    })
  archive.end()
  try {
    for await (const piece of output) yield piece as Uint8Array
  } finally {
    // Whoever leaves early stops what is being read.
    ;(current as Readable | null)?.destroy()
  }
}
