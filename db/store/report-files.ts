import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/*
 * The bytes of frozen files, each under its SHA-256 in one folder. Nothing in a path comes from anybody who asks: a name
 * is a hash of what it holds.
 */

/** A hash in the form that names a file. */
const SHA256 = /^[0-9a-f]{64}$/

let drafts = 0

/**
 * Keeps some bytes and returns their SHA-256. They are written beside their place, brought to the disk and then moved
 * there, so that nobody ever finds half a file. Equal bytes are kept once; a damaged file is replaced.
 */
export async function keepFile(folder: string, bytes: Uint8Array): Promise<string> {
  const sha256 = hashOf(bytes)
  const kept = await readKept(folder, sha256)
  if (kept === null || hashOf(kept) !== sha256) await keepAs(folder, sha256, bytes)
  return sha256
}

/** Keeps some bytes under the hash of what they were made from. See `keepFile`. */
export async function keepAs(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(/* turbopackIgnore: true */ folder, `${sha256}.${process.pid}-${drafts++}`)
  try {
    await writeSynced(draft, bytes)
    await rename(draft, pathOf(folder, sha256))
  } catch (error) {
    // A full disk is not to be filled with halves.
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** What is kept under a hash, whether or not it still has that hash; null when there is nothing. */
export async function readKept(
  folder: string,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(pathOf(folder, sha256)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The hashes of all that is kept. */
export async function listKept(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => SHA256.test(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** The SHA-256 of some bytes, in hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
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
