import { and, asc, eq, gt, or } from 'drizzle-orm'
import * as t from '../../schema'
import { hashOf, listKept, readKept } from '../blobs'
import { GENESIS } from '../chain'
import { type FrozenRow, linkHash, reportId } from '../report-chain'
import type { Db } from '../store'
import { Broken } from './broken'
import { inPortions } from './portions'

/** A row may name every record of a large site. */
const AT_ONCE = 10

/**
 * Every frozen file's row must be the next link of its chain, stand on heads that are in the record's chain, and have its
 * file, byte for byte. Returns how many files have no row: a crash between the two leaves one, and so does a register
 * put back from an older copy. Throws `Broken` at the first that is wrong.
 */
export async function checkReports(db: Db, folder: string | null): Promise<number> {
  const claimed = new Set<string>()
  let last: Pick<FrozenRow, 'seq' | 'hash'> = { seq: 0, hash: GENESIS }
  for await (const rows of inPortions<FrozenRow>((after) => rowsAfter(db, after)))
    for (const row of rows) {
      checkLink(row, last)
      await checkHeads(db, row)
      if (folder !== null) await checkFile(folder, row)
      claimed.add(row.sha256)
      last = row
    }
  if (folder === null) return 0
  return (await listKept(folder)).filter((name) => !claimed.has(name)).length
}

function rowsAfter(db: Db, after: FrozenRow | undefined) {
  const { report } = t
  return db
    .select()
    .from(report)
    .where(gt(report.seq, after?.seq ?? 0))
    .orderBy(asc(report.seq))
    .limit(AT_ONCE)
}

function checkLink(row: FrozenRow, last: Pick<FrozenRow, 'seq' | 'hash'>): void {
  if (row.seq !== last.seq + 1) throw new Broken(`report ${last.seq + 1} is missing`)
  if (row.prev !== last.hash || row.hash !== linkHash(row)) throw wrong(row, 'was altered')
  if (row.id !== reportId(row.audience, row.sha256)) throw wrong(row, 'has the id of another file')
}

async function checkHeads(db: Db, row: FrozenRow): Promise<void> {
  const { rev, hash } = t.revision
  const heads = [
    [row.rev, row.head],
    [row.atRev, row.atHead],
  ] as const
  const found = await db
    .select({ rev, hash })
    .from(t.revision)
    .where(or(...heads.map(([n, h]) => and(eq(rev, n), eq(hash, h)))))
  const missing = heads.find(([n]) => !found.some((f) => f.rev === n))
  if (missing)
    throw wrong(row, `rests on revision ${missing[0]} with head ${missing[1]}, which is gone`)
}

async function checkFile(folder: string, row: FrozenRow): Promise<void> {
  const bytes = await readKept(folder, row.sha256)
  if (bytes === null) throw wrong(row, 'has lost its file')
  if (bytes.byteLength !== row.size || hashOf(bytes) !== row.sha256)
    throw wrong(row, 'has a file that was altered')
}

function wrong(row: FrozenRow, problem: string): Broken {
  return new Broken(`report ${row.id} ${problem}`)
}
