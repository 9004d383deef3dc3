import { existsSync } from 'node:fs'
import { DomainError } from '../domain/errors'
import { databaseFile, isOnCluster } from '../store/open'
import { Broken } from '../store/verify/broken'
import { type Env, env, readEnv } from './env'

/** "Cannot open input" of sysexits.h. */
export const EX_NO_INPUT = 66

/** The environment; null after it has been said, in a line each, what is wrong with it. */
export function checkedEnv(): Env | null {
  const checked = readEnv()
  if (checked.ok) return checked.env
  for (const problem of checked.problems) console.error(problem)
  return null
}

/** Says so where the data folder holds no register: a command must not begin an empty one. */
export function hasRegister(): boolean {
  if (isOnCluster() || existsSync(databaseFile())) return true
  console.error(`There is no register in ${env().dataDir}: npm start makes one.`)
  return false
}

/** Why something could not be written to `folder`, and what to do. */
export function failedBecause(error: unknown, folder: string): string {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  const message = error instanceof Error ? error.message : String(error)
  if (isFull(error, code))
    return `the disk of ${folder} is full. Free some of it, or name another folder.`
  if (/^(EACCES|EPERM|EROFS)$/.test(code))
    return `this user may not write to ${folder} (${code}). Give it to them, or name another folder.`
  if (code === 'SQLITE_CANTOPEN')
    return 'the data folder holds no database. Set DATA_DIR as for the server.'
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT' || error instanceof Broken)
    return `the database is damaged: ${message}. Run npm run verify, and restore an older backup.`
  return message
}

/** A size as people read it. */
export function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`
}

function isFull(error: unknown, code: string): boolean {
  if (error instanceof DomainError) return error.code === 'disk_full'
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'].includes(code)
}
