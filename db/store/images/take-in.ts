import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { ImageRefused, MOST_BYTES } from '../../domain/image-bytes'
import { forkBeside } from '../beside'
import type { KeptImage } from './files'
import { isFull, type Job, type Told } from './messages'

/** How many may wait for the one that is being taken in. */
const MOST_WAITING = 8
/** Longer than the decoder allows itself, with the start of the process. */
const MOST_MS = 20_000
const MEGABYTES = 256

const shared = globalThis as { tadmorImages?: { waiting: number; last: Promise<unknown> } }

/** A file as a browser sent it. */
export type SentFile = Pick<File, 'name' | 'type' | 'size' | 'stream'>

/**
 * Takes in a picture: checks its bytes, makes its public copies without metadata, and keeps these and the original in
 * `folder`. Pictures are taken in one at a time, each in a process of its own, so that this one goes on answering.
 * Throws `ImageRefused`; then nothing counts as kept.
 */
export async function takeIn(file: SentFile, folder: string): Promise<KeptImage> {
  if (file.size === 0) throw new ImageRefused('missing')
  if (file.size > MOST_BYTES) throw new ImageRefused('too_large')
  const draft = await draftOf(file, folder)
  try {
    return await inTurn(() => ask({ draft, folder, declared: file.type, name: file.name }))
  } finally {
    await rm(draft, { force: true })
  }
}

/** The file on the disk, for the other process to read. */
async function draftOf(file: SentFile, folder: string): Promise<string> {
  const drafts = join(/* turbopackIgnore: true */ folder, 'drafts')
  const draft = join(/* turbopackIgnore: true */ drafts, randomUUID())
  try {
    await mkdir(drafts, { recursive: true, mode: 0o700 })
    await writeFile(draft, Readable.fromWeb(file.stream() as ReadableStream), { mode: 0o600 })
    return draft
  } catch (error) {
    await rm(draft, { force: true })
    if (isFull(error)) throw new ImageRefused('disk_full')
    throw error
  }
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  shared.tadmorImages ??= { waiting: 0, last: Promise.resolve() }
  const queue = shared.tadmorImages
  if (queue.waiting > MOST_WAITING) throw new ImageRefused('busy')
  queue.waiting++
  const mine = queue.last.then(work, work)
  queue.last = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    queue.waiting--
  }
}

function ask(job: Job): Promise<KeptImage> {
  const child = forkBeside('db/store/images/child.ts', {
    flags: [`--max-old-space-size=${MEGABYTES}`],
  })
  return new Promise<KeptImage>((resolve, reject) => {
    let isSlow = false
    const timer = setTimeout(() => {
      isSlow = true
      child.kill('SIGKILL')
    }, MOST_MS)
    child.once('message', (told: Told) => {
      if ('kept' in told) resolve(told.kept)
      else if ('refused' in told) reject(new ImageRefused(told.refused, told.values))
      else reject(new Error(told.failed))
    })
    child.once('error', reject)
    // A decoder that brings its process down has met a file that it cannot read.
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new ImageRefused(isSlow ? 'too_slow' : 'unreadable'))
    })
    child.send(job)
  })
}
