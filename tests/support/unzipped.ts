import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'

/** The files of a ZIP archive by path, in its order, read by a library that did not write it. */
export function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>()
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, archive) => {
      if (error) return reject(error)
      archive.on('error', reject)
      archive.on('end', () => resolve(files))
      archive.on('entry', (entry) => {
        archive.openReadStream(entry, async (problem, stream) => {
          if (problem) return reject(problem)
          files.set(entry.fileName, await buffer(stream))
          archive.readEntry()
        })
      })
      archive.readEntry()
    })
  })
}
