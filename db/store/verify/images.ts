import { and, asc, eq, gt, or } from 'drizzle-orm'
import * as t from '../../schema'
import { hashOf, listKept } from '../blobs'
import { folderOf, IMAGE_FILES, readImageFile } from '../images/files'
import type { Row } from '../records'
import type { Db } from '../store'
import { Broken } from './broken'
import { inPortions, PORTION } from './portions'

/**
 * Every version of an image must have its files: the public copy and the original, byte for byte, and the smaller copies.
 * Returns how many public copies and originals have no row: a save that failed after its files were kept leaves them.
 * Throws `Broken` at the first that is wrong.
 */
export async function checkImages(db: Db, folder: string | null): Promise<number> {
  if (folder === null) return 0
  const claimed = new Set<string>()
  for await (const rows of inPortions<Row<'image'>>((last) => rowsAfter(db, last)))
    for (const row of rows) {
      if (!claimed.has(row.sha256)) await checkFiles(folder, row)
      claimed.add(row.sha256).add(row.originalSha256)
    }
  const kept = await Promise.all(
    (['large', 'original'] as const).map((file) => listKept(folderOf(folder, file))),
  )
  return kept.flat().filter((name) => !claimed.has(name)).length
}

async function checkFiles(folder: string, row: Row<'image'>): Promise<void> {
  for (const file of IMAGE_FILES) {
    const bytes = await readImageFile(folder, row, file)
    if (bytes === null) throw new Broken(`image ${row.id} has lost its file (${file})`)
    const expected = { large: row.sha256, original: row.originalSha256 }[file as 'large']
    if (expected !== undefined && hashOf(bytes) !== expected)
      throw new Broken(`image ${row.id} has a file that was altered (${file})`)
  }
}

function rowsAfter(db: Db, last: Row<'image'> | undefined): Promise<Row<'image'>[]> {
  const { id, recordedRev } = t.image
  return db
    .select()
    .from(t.image)
    .where(last && or(gt(id, last.id), and(eq(id, last.id), gt(recordedRev, last.recordedRev))))
    .orderBy(asc(id), asc(recordedRev))
    .limit(PORTION)
}
