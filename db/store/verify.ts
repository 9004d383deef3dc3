import { GENESIS, type Head } from './chain'
import { readHead } from './save'
import type { Db } from './store'
import { Broken } from './verify/broken'
import { checkChain, countStepsBack } from './verify/chain'
import { checkCopies } from './verify/copies'
import { checkDerived } from './verify/derived'
import { checkFile, checkGuards, checkSearchIndex } from './verify/file'
import { checkHeads, type ExpectedHead } from './verify/heads'
import { checkImages } from './verify/images'
import { checkRecords } from './verify/records'
import { checkReports } from './verify/reports'

/** What a check found: the first thing wrong in its part, and in which row. */
export type Finding = {
  part:
    | 'file'
    | 'chain'
    | 'records'
    | 'derived'
    | 'search'
    | 'heads'
    | 'reports'
    | 'copies'
    | 'images'
  problem: string
}

/** The result of a whole check. `erased` payloads, revisions with an earlier time than the one before (`steppedBack`), `unnoted` revisions and `unclaimed` and `unattached` files are no damage, but told. */
export type Verdict = {
  head: Head
  findings: Finding[]
  erased: number
  steppedBack: number
  unnoted: number
  unclaimed: number
  unattached: number
}

/**
 * Checks a whole register: the file and its guards, the hash chain over every revision and change, every record row
 * against the change that wrote it, the derived rows and search entries against fresh ones, the heads that were noted
 * beside the file or printed in exports, and the frozen reports, the copies attached to sources and the pictures with
 * their files. Reads in portions, so that memory does not grow with the register.
 */
export async function verify(
  db: Db,
  {
    headsFile = null,
    heads = [],
    reportsFolder = null,
    copiesFolder = null,
    imagesFolder = null,
  }: {
    headsFile?: string | null
    heads?: ExpectedHead[]
    reportsFolder?: string | null
    copiesFolder?: string | null
    imagesFolder?: string | null
  } = {},
): Promise<Verdict> {
  const findings: Finding[] = []
  const run = async <T>(part: Finding['part'], check: () => Promise<T>): Promise<T | null> => {
    try {
      return await check()
    } catch (error) {
      findings.push({ part, problem: wordsOf(error) })
      return null
    }
  }
  await run('file', () => checkFile(db))
  await run('file', () => checkGuards(db))
  const erased = await run('chain', () => checkChain(db))
  const steppedBack = await run('chain', () => countStepsBack(db))
  await run('records', () => checkRecords(db))
  await run('derived', () => checkDerived(db))
  await run('search', () => checkSearchIndex(db))
  const unnoted = await run('heads', () => checkHeads(db, headsFile, heads))
  const unclaimed = await run('reports', () => checkReports(db, reportsFolder))
  const unattached = await run('copies', () => checkCopies(db, copiesFolder))
  const unclaimedImages = await run('images', () => checkImages(db, imagesFolder))
  const head = await readHead(db).catch(() => ({ rev: 0, hash: GENESIS, at: '' }))
  return {
    head,
    findings,
    erased: erased ?? 0,
    steppedBack: steppedBack ?? 0,
    unnoted: unnoted ?? 0,
    unclaimed: (unclaimed ?? 0) + (unclaimedImages ?? 0),
    unattached: unattached ?? 0,
  }
}

/** A damaged file can make any question fail: that is a finding too. */
function wordsOf(error: unknown): string {
  if (error instanceof Broken) return error.message
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
}
