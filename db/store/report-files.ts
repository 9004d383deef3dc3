import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
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
  if (kept !== null && hashOf(kept) === sha256) return sha256
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(/* turbopackIgnore: true */ folder, `${sha256}.${process.pid}-${drafts++}`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, pathOf(folder, sha256))
  await syncFolder(folder)
  return sha256
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
  if (!SHA256.test(sha256)) throw new Error('not the name of a frozen file')
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
