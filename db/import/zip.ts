import { open as openFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { ENTRIES_MOST, PART_MOST, RATIO_MOST, UNPACKED_MOST } from './limits'
import { UnreadableFile } from './shape'

/** An archive whose parts are read by name. Sizes are its own list's, and no part may unpack to more than it says. */
export type Archive = {
  has(name: string): boolean
  stream(name: string): Promise<Readable>
  /** A whole part as text, `most` bytes of it. */
  text(name: string, most?: number): Promise<string>
  close(): void
}

/** Whether a file begins like an archive. */
export async function isZip(path: string): Promise<boolean> {
  const file = await openFile(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32BE() === 0x504b0304
  } finally {
    await file.close()
  }
}

/** Opens an archive and reads its list. Throws `bad_zip`, and `zip_bomb` before anything is unpacked. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(new UnreadableFile('bad_zip')) : resolve(opened),
    )
  })
  try {
    const entries = await listOf(zip)
    return {
      has: (name) => entries.has(name),
      stream: (name) => streamOf(zip, entries.get(name)),
      async text(name, most = PART_MOST) {
        const entry = entries.get(name)
        if (entry && entry.uncompressedSize > most) throw new UnreadableFile('zip_bomb')
        const chunks: Buffer[] = []
        for await (const chunk of unbroken(await streamOf(zip, entry))) chunks.push(chunk)
        return Buffer.concat(chunks).toString('utf8')
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** What a stream of an archive gives; what is broken in it is `bad_zip`. */
export async function* unbroken(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile('bad_zip')
  }
}

function listOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  return new Promise((resolve, reject) => {
    const refuse = (reason: 'bad_zip' | 'zip_bomb') => reject(new UnreadableFile(reason))
    zip.on('error', () => refuse('bad_zip'))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
      const isBomb = entry.uncompressedSize > PART_MOST && ratio > RATIO_MOST
      if (isBomb || unpacked > UNPACKED_MOST || entries.size >= ENTRIES_MOST)
        return refuse('zip_bomb')
      if (entry.isEncrypted()) return refuse('bad_zip')
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function streamOf(zip: ZipFile, entry: Entry | undefined): Promise<Readable> {
  if (!entry) return Promise.reject(new UnreadableFile('bad_zip'))
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      error ? reject(new UnreadableFile('bad_zip')) : resolve(stream),
    )
  })
}
