import { join } from 'node:path'
import { env } from '../cli/env'
import { openSqlite } from './sqlite'
import type { Store } from './store'

/** The register's file inside the data folder. */
export const DATABASE_FILE = 'tadmor.db'

const shared = globalThis as { tadmorStore?: Store }

/** Where the frozen files are, inside the data folder. */
const REPORTS_FOLDER = 'reports'

/** The folder of this process's frozen files; it may not be there yet. */
export function reportsFolder(): string {
  return join(/* turbopackIgnore: true */ env().dataDir, REPORTS_FOLDER)
}

/** The folder of the copies that are attached to sources; it may not be there yet. */
export function copiesFolder(): string {
  return join(/* turbopackIgnore: true */ env().dataDir, 'copies')
}

/** The folder of this process's pictures; it may not be there yet. */
export function imagesFolder(): string {
  return join(/* turbopackIgnore: true */ env().dataDir, 'images')
}

/** The folder of the files that are being imported, each under its SHA-256; it may not be there yet. */
export function importsFolder(): string {
  return join(/* turbopackIgnore: true */ env().dataDir, 'imports')
}

/** Where this process's register is. */
export function databaseFile(): string {
  return join(/* turbopackIgnore: true */ env().dataDir, DATABASE_FILE)
}

/** The one store of this process: opened on first use, since a build evaluates modules too. */
export function store(): Store {
  if (process.env.NEXT_PHASE === 'phase-production-build')
    throw new Error('a build has no business in the database')
  shared.tadmorStore ??= openSqlite(databaseFile())
  return shared.tadmorStore
}
