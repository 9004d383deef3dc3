import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const manifest = z.object({
  format: z.literal(1),
  at: z.iso.datetime(),
  rev: z.number().int().nonnegative(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  headAt: z.string(),
  /** The name of the newest migration. */
  schema: z.string(),
  database: z.object({ size: z.number().int(), sha256: z.string() }),
  /** Of all the files in `files`, when this backup was made. */
  files: z.object({ count: z.number().int(), bytes: z.number().int() }),
  hasSecret: z.boolean(),
  /** What was wrong with the files; the database is sound. */
  problems: z.array(z.string()),
})

/** What a backup says of itself, in `NAME.json` beside `NAME.db`; it is written last, so that what has one is whole. */
export type Manifest = z.infer<typeof manifest>

/** What a backup consists of, each `NAME` and an ending; the manifest last. */
const ENDINGS = ['.db', '.heads.log', '.secret', '.json'] as const

/** Where the files of all backups in a folder are. */
export const FILES_FOLDER = 'files'

/** The name of a backup: when, which revision, which head. */
export function nameOf({ at, rev, head }: Pick<Manifest, 'at' | 'rev' | 'head'>): string {
  return `backup-${at.replaceAll(/[-:.]/g, '')}-${rev}-${head}`
}

/** The backups in a folder that are whole, oldest first. */
export function listBackups(folder: string): (Manifest & { name: string })[] {
  return readdirSync(folder)
    .filter((file) => /^backup-\w+-\d+-[0-9a-f]{64}\.json$/.test(file))
    .sort()
    .flatMap((file) => {
      const name = file.slice(0, -'.json'.length)
      const read = readManifest(folder, name)
      return read ? [{ name, ...read }] : []
    })
}

/** What a backup says of itself; null when it says nothing that can be read. */
export function readManifest(folder: string, name: string): Manifest | null {
  try {
    return manifest.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  } catch {
    return null
  }
}

/** Removes a backup but not the files, which others may need. */
export function removeBackup(folder: string, name: string): void {
  for (const ending of ENDINGS) rmSync(join(folder, name + ending), { force: true })
}
