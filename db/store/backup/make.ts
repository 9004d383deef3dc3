import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { copyFile, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning } from '../beside'
import { hashOfFile } from '../blobs'
import type { Head } from '../chain'
import { namesOfApplied } from '../migrate'
import { HEADS_FILE, openSqliteToRead } from '../sqlite'
import type { Db } from '../store'
import { checkDatabase, problemsOfFiles } from './check'
import { noteLastBackup } from './last'
import { FILES_FOLDER, listBackups, type Manifest, nameOf, removeBackup } from './manifest'
import { outlived } from './retention'
import type { Snapshot } from './snapshot'
import { type Copied, copyUploads } from './uploads'

/** `at` is the time of the backup; `secretFile` is given only when the secret is to go along. */
export type Asked = {
  dataDir: string
  to: string
  keep: number
  at: string
  snapshot: Snapshot
  secretFile?: string
}

export type Made = { name: string; manifest: Manifest; copied: Copied; removed: string[] }

const DRAFT = /^draft-(\d+)-/

/**
 * Makes a backup in the folder `to`: the database first, checked before it gets its name; then the files that it names,
 * each once for all backups; then what it says of itself. Keeps nothing of a database that does not pass (`Broken`) or
 * does not fit. Files that are wrong are told in `manifest.problems`: such a backup is kept, but is not a good one.
 * Where it is good that is noted in the data folder. Then removes what is outlived.
 */
export async function makeBackup(asked: Asked): Promise<Made> {
  const { dataDir, to, at } = asked
  mkdirSync(to, { recursive: true, mode: 0o700 })
  await removeDrafts(to)
  const draft = join(to, `draft-${process.pid}-${randomUUID()}`)
  try {
    await asked.snapshot(draft)
    await synced(draft)
    const { head, schema } = await reading(draft, async (db) => ({
      head: await checkDatabase(db),
      schema: await newestMigration(db),
    }))
    const name = nameOf({ at, rev: head.rev, head: head.hash })
    const path = join(to, name)
    const database = { size: (await stat(draft)).size, sha256: await hashOfFile(draft) }
    await rename(draft, `${path}.db`)
    await synced(to)
    await writeSynced(`${path}.heads.log`, await headsUntil(join(dataDir, HEADS_FILE), head))
    if (asked.secretFile) await copyFile(asked.secretFile, `${path}.secret`)
    const files = join(to, FILES_FOLDER)
    const copied = await copyUploads(dataDir, files)
    const problems = [
      ...copied.altered.map((file) => `${file} is not what its name says`),
      ...(await reading(`${path}.db`, (db) => problemsOfFiles(db, files))),
    ]
    const manifest: Manifest = {
      format: 1,
      at,
      rev: head.rev,
      head: head.hash,
      headAt: head.at,
      schema,
      database,
      files: await sizeOf(files),
      hasSecret: asked.secretFile !== undefined,
      problems,
    }
    await rename(await writeSynced(draft, `${JSON.stringify(manifest, null, 2)}\n`), `${path}.json`)
    await synced(to)
    if (problems.length === 0)
      noteLastBackup(dataDir, { at, rev: head.rev, head: head.hash, file: `${path}.db` })
    return { name, manifest, copied, removed: removeOutlived(to, asked.keep) }
  } finally {
    await rm(draft, { force: true })
    await rm(`${draft}-journal`, { force: true })
  }
}

/** What processes left that were killed on the way. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const pid = Number(DRAFT.exec(name)?.[1])
    if (pid && !isRunning(pid)) await rm(join(folder, name), { force: true })
  }
}

function removeOutlived(folder: string, keep: number): string[] {
  const backups = listBackups(folder)
  const gone = outlived(
    backups.map(({ name, at, problems }) => ({ name, at, isGood: problems.length === 0 })),
    keep,
  )
  for (const name of gone) removeBackup(folder, name)
  return gone
}

/** Runs something on a database that nobody else uses, without a trace beside it. */
export async function reading<T>(file: string, ask: (db: Db) => Promise<T>): Promise<T> {
  const { db, close } = openSqliteToRead(file)
  try {
    return await ask(db)
  } finally {
    await close()
  }
}

/** The name of the newest migration that a database has had. */
export async function newestMigration(db: Db): Promise<string> {
  return (await namesOfApplied(db)).at(-1) ?? 'none'
}

/** The lines of a log of heads up to one: saves made since the snapshot are not in it. */
async function headsUntil(file: string, { rev }: Head): Promise<string> {
  if (!existsSync(file)) return ''
  const lines = (await readFile(file, 'utf8')).split('\n')
  const isUntil = (line: string) => line !== '' && !(Number(line.split(' ')[0]) > rev)
  return lines
    .filter(isUntil)
    .map((line) => `${line}\n`)
    .join('')
}

async function sizeOf(folder: string): Promise<{ count: number; bytes: number }> {
  const all = { count: 0, bytes: 0 }
  if (!existsSync(folder)) return all
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    const more = entry.isDirectory()
      ? await sizeOf(path)
      : { count: 1, bytes: (await stat(path)).size }
    all.count += more.count
    all.bytes += more.bytes
  }
  return all
}

async function writeSynced(file: string, text: string): Promise<string> {
  await writeFile(file, text, { mode: 0o600 })
  await synced(file)
  return file
}

/** Returns once a file, or the names in a folder, are on the disk. */
export async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
