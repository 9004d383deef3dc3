import { existsSync } from 'node:fs'
import { appendFile, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { hashOfFile } from '../blobs'
import type { Head } from '../chain'
import { DATABASE_FILE } from '../open'
import { HEADS_FILE } from '../sqlite'
import { Broken } from '../verify/broken'
import { NOTE } from '../verify/heads'
import { checkDatabase } from './check'
import { newestMigration, reading, synced } from './make'
import { FILES_FOLDER, type Manifest, readManifest } from './manifest'
import { type Copied, copyUploads } from './uploads'

/** A backup that has been found sound: where it is, and what it says of itself, where that came along. */
export type Sound = { path: string; head: Head; schema: string; manifest: Manifest | null }

/** What was put back; `givenUp` is the newest head that stood here and does not any more, `aside` where it is now. */
export type Restored = {
  copied: Copied
  aside: string | null
  givenUp: { rev: number; hash: string } | null
  isOfAnother: boolean
  hasSecret: boolean
}

/** Checks a backup's database without touching anything else. Throws `Broken` where it is not what it was, or not sound. */
export async function checkBackup(path: string): Promise<Sound> {
  const manifest = readManifest(dirname(path), basename(path, '.db'))
  if (manifest && (await hashOfFile(path)) !== manifest.database.sha256)
    throw new Broken('it is not the file that was backed up')
  return reading(path, async (db) => ({
    path,
    manifest,
    head: await checkDatabase(db),
    schema: await newestMigration(db),
  }))
}

/**
 * Whether a process has the database open: while one does, nobody gets it alone. A file that is no database is held by
 * nobody.
 */
export function isHeld(file: string): boolean {
  if (!existsSync(file)) return false
  const connection = new Database(file, { timeout: 0 })
  try {
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('begin exclusive; rollback')
    return false
  } catch (error) {
    return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')
  } finally {
    connection.close()
  }
}

/**
 * Puts a backup in the place of what is in the data folder: the files first, so that no row is ever without its file;
 * then everything of the old database is moved aside together, since a log that is left beside another database would
 * be written into it. The log of heads becomes the backup's, with a note of what was given up. Nobody may have the
 * database open.
 */
export async function restoreBackup(
  { path, head }: Sound,
  { dataDir, at }: { dataDir: string; at: string },
): Promise<Restored> {
  const base = path.slice(0, -'.db'.length)
  const file = join(dataDir, DATABASE_FILE)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const copied = await copyUploads(join(dirname(path), FILES_FOLDER), dataDir)
  const draft = `${file}.restoring`
  await copyFile(path, draft)
  await synced(draft)
  const heads = join(dataDir, HEADS_FILE)
  const old = await headsIn(heads)
  const aside = await moveAside(dataDir, at)
  await rename(draft, file)
  const kept = existsSync(`${base}.heads.log`)
    ? await readFile(`${base}.heads.log`, 'utf8')
    : `${head.rev} ${head.hash} ${head.at}\n`
  await writeFile(heads, kept, { mode: 0o600 })
  const newest = old.at(-1) ?? null
  const givenUp = newest && newest.rev > head.rev ? newest : null
  if (aside) await appendFile(heads, noteOf(at, head, givenUp))
  await synced(heads)
  const hasSecret = existsSync(`${base}.secret`) && !existsSync(join(dataDir, 'secret'))
  if (hasSecret) await copyFile(`${base}.secret`, join(dataDir, 'secret'))
  await synced(dataDir)
  const there = old.find(({ rev }) => rev === head.rev)
  return {
    copied,
    aside,
    givenUp,
    isOfAnother: there ? there.hash !== head.hash : false,
    hasSecret,
  }
}

/** The old database with its log and index, and the log of heads: all into one folder, or null where there are none. */
async function moveAside(dataDir: string, at: string): Promise<string | null> {
  const names = ['', '-wal', '-shm', '-journal'].map((ending) => DATABASE_FILE + ending)
  const there = [...names, HEADS_FILE].filter((name) => existsSync(join(dataDir, name)))
  if (there.length === 0) return null
  const aside = join(dataDir, `before-restore-${at.replaceAll(/[-:.]/g, '')}`)
  await mkdir(aside, { mode: 0o700 })
  for (const name of there) await rename(join(dataDir, name), join(aside, name))
  return aside
}

async function headsIn(file: string): Promise<{ rev: number; hash: string }[]> {
  if (!existsSync(file)) return []
  return (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(NOTE))
    .map((line) => line.split(' '))
    .map(([rev, hash = '']) => ({ rev: Number(rev), hash }))
}

function noteOf(at: string, head: Head, givenUp: Restored['givenUp']): string {
  const lost = givenUp
    ? `revisions ${head.rev + 1} to ${givenUp.rev} were given up, the last with head ${givenUp.hash}`
    : 'nothing was given up'
  return `${NOTE} ${at} a backup of revision ${head.rev} was put back; ${lost}\n`
}

/** Removes what a restore left that was broken off before anything was moved. */
export async function removeDraft(dataDir: string): Promise<void> {
  await rm(join(dataDir, `${DATABASE_FILE}.restoring`), { force: true })
}
