import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../domain/errors'
import { asTrouble } from './trouble'

/*
 * Files kept for good, each under its SHA-256 in one folder. Nothing in a path comes from anybody who asks: a name is a
 * hash of what it holds. Nothing is ever removed here.
 */

/** A hash in the form that names a file. */
const SHA256 = /^[0-9a-f]{64}$/

/** So much of a file is enough to tell what it is. */
const HEAD_BYTES = 4096

/** What was kept: its name, and how many bytes it has. */
export type Kept = { sha256: string; size: number }

export type Limits = {
  /** More bytes than this are refused as `too_large`, without reading on. */
  most?: number
  /** Is shown the first bytes (4096, or all there are) before the rest is read; throws to refuse the file. */
  inspect?(head: Uint8Array): void
}

/**
 * Keeps what a stream yields, without holding it in memory. It is written beside its place, brought to the disk and then
 * moved there, so that nobody ever finds half a file. Equal bytes are kept once; a damaged file is replaced. Throws
 * DomainError `too_large`, `disk_full` and `not_writable`, and whatever `inspect` or the stream throws; then nothing is kept. `name` is
 * the hash of what the bytes were made from, where they go by that instead of their own.
 */
export async function putBlob(
  folder: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { most = Number.POSITIVE_INFINITY, inspect }: Limits = {},
  name: string | null = null,
): Promise<Kept> {
  const draft = join(/* turbopackIgnore: true */ folder, `draft-${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(draft, 'wx', 0o600)
    let kept: Kept
    try {
      kept = await writeAll(file, bytes, most, inspect)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, pathOf(folder, name ?? kept.sha256))
    await syncFolder(folder)
    return kept
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw asTrouble(error)
  }
}

/** Keeps some bytes and returns their SHA-256; see `putBlob`. */
export async function keepFile(folder: string, bytes: Uint8Array): Promise<string> {
  return (await putBlob(folder, [bytes])).sha256
}

/** Keeps some bytes under the hash of what they were made from; see `putBlob`. */
export async function keepAs(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  await putBlob(folder, [bytes], {}, sha256)
}

/** What is kept under a hash, as a stream, with its size; null when there is nothing. */
export async function openBlob(
  folder: string,
  sha256: string,
): Promise<{ size: number; bytes: AsyncIterable<Uint8Array> } | null> {
  const path = pathOf(folder, sha256)
  const found = await orNull(stat(path))
  return found && { size: found.size, bytes: createReadStream(path) }
}

/** What is kept under a hash, whether or not it still has that hash; null when there is nothing. */
export async function readKept(
  folder: string,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const found = await orNull(readFile(pathOf(folder, sha256)))
  return found && new Uint8Array(found)
}

/** What became of a file that was kept: read from end to end, a portion at a time. */
export async function stateOfBlob(
  folder: string,
  { sha256, size }: Kept,
): Promise<'whole' | 'lost' | 'altered'> {
  const found = await openBlob(folder, sha256)
  if (found === null) return 'lost'
  const hash = await hashOfAll(found.bytes)
  return found.size === size && hash === sha256 ? 'whole' : 'altered'
}

/** The hashes of all that is kept. */
export async function listKept(folder: string): Promise<string[]> {
  return ((await orNull(readdir(folder))) ?? []).filter((name) => SHA256.test(name))
}

/** The SHA-256 of some bytes, in hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The SHA-256 of a file, in hex, without holding it in memory. */
export async function hashOfFile(file: string): Promise<string> {
  return hashOfAll(createReadStream(file))
}

async function hashOfAll(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

async function writeAll(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
  inspect: Limits['inspect'],
): Promise<Kept> {
  const hash = createHash('sha256')
  let size = 0
  let head: Uint8Array | null = inspect ? new Uint8Array() : null
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > most) throw new DomainError('too_large', null, String(most))
    if (head !== null) {
      head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.byteLength)])
      if (head.byteLength === HEAD_BYTES) {
        inspect?.(head)
        head = null
      }
    }
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  if (head !== null) inspect?.(head)
  return { sha256: hash.digest('hex'), size }
}

function pathOf(folder: string, sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error('not the name of a kept file')
  return join(/* turbopackIgnore: true */ folder, sha256)
}

/** A new name is only on the disk once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | null)?.code)
}
