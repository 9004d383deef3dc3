import { readFile } from 'node:fs/promises'
import { ImageRefused, requirePicture } from '../../domain/image-bytes'
import { hashOf, keepAs, keepFile } from '../blobs'
import { factsOf, makeCopies, readHeader } from './copies'
import { folderOf, type KeptImage } from './files'
import { isFull, type Job, type Told } from './messages'

/*
 * Takes in one picture in a process of its own: `child.ts`, told its job by the process that started it. It knows nothing
 * but the file and the folder that the copies go to; what happens to it while decoding happens to nobody else.
 */
process.once('message', (job: Job) => {
  void run(job).then((told) => process.send?.(told, undefined, undefined, () => process.exit()))
})
process.on('disconnect', () => process.exit())
// A terminal, or systemd, signals every process: this one ends with the server, which waits for its work.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})

async function run(job: Job): Promise<Told> {
  try {
    return { kept: await takeIn(job) }
  } catch (error) {
    if (error instanceof ImageRefused) return { refused: error.code, values: error.values }
    if (isFull(error)) return { refused: 'disk_full', values: {} }
    return { failed: String((error as Error).stack ?? error) }
  }
}

/** Everything is looked at and made before anything is kept; the public copy comes last. */
async function takeIn({ draft, folder, declared, name }: Job): Promise<KeptImage> {
  const bytes = await readFile(draft)
  const originalMime = requirePicture(bytes, { declared, name })
  const header = await readHeader(bytes)
  const { large, thumb, print, width, height } = await makeCopies(bytes)
  const sha256 = hashOf(large)
  const originalSha256 = await keepFile(folderOf(folder, 'original'), bytes)
  await keepAs(folderOf(folder, 'thumb'), sha256, thumb)
  await keepAs(folderOf(folder, 'print'), sha256, print)
  await keepFile(folderOf(folder, 'large'), large)
  return {
    sha256,
    size: large.byteLength,
    width,
    height,
    originalSha256,
    originalMime,
    originalSize: bytes.byteLength,
    facts: factsOf(header, bytes),
  }
}
