import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** In the data folder: the last backup in which all was good. */
const LAST_BACKUP_FILE = 'last-backup.json'

const lastBackup = z.object({
  at: z.iso.datetime(),
  rev: z.number().int(),
  head: z.string(),
  file: z.string(),
})

/** When it was made, of which revision, and where the copy of the database is. */
export type LastBackup = z.infer<typeof lastBackup>

/** What is known of the last good backup; null when there is none, or when nobody can read which. */
export function readLastBackup(dataDir: string): LastBackup | null {
  try {
    const path = join(/* turbopackIgnore: true */ dataDir, LAST_BACKUP_FILE)
    return lastBackup.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** Written beside its place and moved there, so that nobody reads half of it. */
export function noteLastBackup(dataDir: string, last: LastBackup): void {
  const draft = join(dataDir, `${LAST_BACKUP_FILE}.${process.pid}`)
  writeFileSync(draft, `${JSON.stringify(last)}\n`, { mode: 0o600 })
  renameSync(draft, join(dataDir, LAST_BACKUP_FILE))
}
