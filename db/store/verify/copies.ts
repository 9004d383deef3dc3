import { and, asc, gt, isNotNull } from 'drizzle-orm'
import * as t from '../../schema'
import { listKept, stateOfBlob } from '../blobs'
import type { Row } from '../records'
import type { Db } from '../store'
import { Broken } from './broken'

const AT_ONCE = 100

/**
 * Every copy that a version of a source names must be kept, byte for byte. Returns how many files no source names: those
 * were sent and never attached. Throws `Broken` at the first that is wrong.
 */
export async function checkCopies(db: Db, folder: string | null): Promise<number> {
  if (folder === null) return 0
  const named = new Set<string>()
  let last = ''
  for (;;) {
    const rows = await sourcesWithCopies(db, last)
    for (const { id, copySha256: sha256, copySize: size } of rows) {
      if (sha256 === null || named.has(sha256)) continue
      const state = await stateOfBlob(folder, { sha256, size: size ?? 0 })
      if (state === 'lost') throw new Broken(`source ${id} has lost its attached copy ${sha256}`)
      if (state === 'altered')
        throw new Broken(`source ${id} has a copy that was altered: ${sha256}`)
      named.add(sha256)
    }
    const next = rows.at(-1)?.copySha256
    if (!next) break
    last = next
  }
  return (await listKept(folder)).filter((name) => !named.has(name)).length
}

/** In order of the files, each named by one version; a portion at a time. */
function sourcesWithCopies(
  db: Db,
  after: string,
): Promise<Pick<Row<'source'>, 'id' | 'copySha256' | 'copySize'>[]> {
  const { id, copySha256, copySize } = t.source
  return db
    .select({ id, copySha256, copySize })
    .from(t.source)
    .where(and(isNotNull(copySha256), gt(copySha256, after)))
    .groupBy(copySha256)
    .orderBy(asc(copySha256))
    .limit(AT_ONCE)
}
