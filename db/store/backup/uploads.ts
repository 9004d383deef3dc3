import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { listKept, putBlob } from '../blobs'
import { folderOf } from '../images/files'

/*
 * Files beside the database, each under a hash and never changed. They are copied, not linked: a link is the same file,
 * and what damages the one damages the other.
 */

/** Folders whose files are named by their own hash, and those whose files are named by that of what they were made from. */
const BY_OWN_HASH = ['reports', 'copies', ...imageFolders(['large', 'original'])]
const BY_ANOTHER = imageFolders(['thumb', 'print'])

/** What was copied: how many files and bytes, and which were not what their names say. */
export type Copied = { files: number; bytes: number; altered: string[] }

/** One kind of files inside a folder of them all. */
export function folderIn(folder: string, kind: 'reports' | 'copies' | 'images'): string {
  return join(folder, kind)
}

/** Copies every file that is not there yet; none is copied twice or replaced. Throws DomainError `disk_full`. */
export async function copyUploads(from: string, to: string): Promise<Copied> {
  const copied: Copied = { files: 0, bytes: 0, altered: [] }
  for (const folder of [...BY_OWN_HASH, ...BY_ANOTHER]) {
    const there = new Set(await listKept(join(to, folder)))
    for (const name of await listKept(join(from, folder))) {
      if (there.has(name)) continue
      const bytes = createReadStream(join(from, folder, name))
      const isOwn = BY_OWN_HASH.includes(folder)
      const kept = await putBlob(join(to, folder), bytes, {}, isOwn ? null : name)
      if (isOwn && kept.sha256 !== name) {
        await rm(join(to, folder, kept.sha256), { force: true })
        copied.altered.push(`${folder}/${name}`)
      } else {
        copied.files++
        copied.bytes += kept.size
      }
    }
  }
  return copied
}

function imageFolders(files: Parameters<typeof folderOf>[1][]): string[] {
  return files.map((file) => folderOf('images', file))
}
