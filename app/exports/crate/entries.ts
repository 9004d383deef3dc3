import { createHash } from 'node:crypto'
import type { Row } from '../../../db/store/records'
import type { Piece } from '../stream'
import type { Both } from '../view-facts'
import type { Entry } from '../zip'

/** A file of a crate: what it is and what is in it; known of it once it has passed are its size and checksum. */
export type CrateFile = {
  path: string
  name: Both
  mime: string
  pieces: () => AsyncIterable<Piece>
  /** Files that are pressed already, or whose licence is not the crate's. */
  isPressed?: boolean
  licence?: string
  /** Whether it was made from the record, and not brought along. */
  isMade?: boolean
  /** The picture that it is. */
  image?: Row<'image'>
}

/** A file of a crate that has passed. */
export type Passed = CrateFile & { bytes: number; sha256: string }

/** The file as an entry of the archive, measured as it passes. */
export function measured(file: CrateFile, passed: (found: Passed) => void): Entry {
  return {
    path: file.path,
    compress: !file.isPressed,
    async *pieces() {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const piece of file.pieces()) {
        const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
        hash.update(chunk)
        bytes += chunk.byteLength
        yield chunk
      }
      passed({ ...file, bytes, sha256: hash.digest('hex') })
    },
  }
}
