import { sql } from 'drizzle-orm'
import type { Head } from '../chain'
import { readHead } from '../save'
import type { Db } from '../store'
import { Broken } from '../verify/broken'
import { checkChain } from '../verify/chain'
import { checkCopies } from '../verify/copies'
import { checkFile, checkGuards } from '../verify/file'
import { checkImages } from '../verify/images'
import { checkReports } from '../verify/reports'
import { folderIn } from './uploads'

/**
 * Whether a database can be relied on: SQLite's own check, references, guards, the whole chain. What `npm run verify`
 * checks beyond that is derived from it. Returns its head; throws `Broken`.
 */
export async function checkDatabase(db: Db): Promise<Head> {
  await checkFile(db)
  await checkReferences(db)
  await checkGuards(db)
  await checkChain(db)
  return readHead(db)
}

/** Every reference must lead somewhere. */
export async function checkReferences(db: Db): Promise<void> {
  const [row] = await db.values<[table: string]>(sql`pragma foreign_key_check`)
  if (row) throw new Broken(`a row of ${row[0]} refers to one that is not there`)
}

/** What is wrong with the files that a database names, in a folder that holds them all: one line for each kind. */
export async function problemsOfFiles(db: Db, folder: string): Promise<string[]> {
  const problems: string[] = []
  for (const check of [
    () => checkReports(db, folderIn(folder, 'reports')),
    () => checkCopies(db, folderIn(folder, 'copies')),
    () => checkImages(db, folderIn(folder, 'images')),
  ])
    await check().catch((error) => {
      if (!(error instanceof Broken)) throw error
      problems.push(error.message)
    })
  return problems
}
