import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { documentOf } from '../../app/exports/document-of'
import { reportPdf } from '../../app/exports/pdf'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { REPORT_LANGS } from '../../db/domain/report-options'
import { statusReport } from '../../db/queries/report'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { DATABASE_FILE } from '../../db/store/open'
import { openSqlite } from '../../db/store/sqlite'

/** Milliseconds that one report took, step by step; `typeset` is layout and file, with the words made once more. */
export type ReportTimes = {
  report: string
  query: number
  words: number
  typeset: number
  all: number
}

const TIMES = 7

/**
 * The report of Palmyra made in this process, without HTTP and without any kept file: the first of a view, which is
 * typeset from nothing, and the median of the next ones of the same view, as when a program or its readers ask again.
 */
export async function reportTimes(dataDir: string, now: string): Promise<ReportTimes[]> {
  const store = openSqlite(join(dataDir, DATABASE_FILE))
  try {
    const pinned = await pinView(store.db, EVERYTHING, now)
    const results: ReportTimes[] = []
    for (const lang of REPORT_LANGS) {
      const runs: ReportTimes[] = []
      for (let i = 0; i <= TIMES; i++) {
        const site = await requireSite(store.db, NOBODY, 'palmyra', null)
        const started = performance.now()
        const report = await statusReport(store.db, NOBODY, site, pinned)
        const read = performance.now()
        documentOf(report, lang, 'https://tadmor.example')
        const worded = performance.now()
        reportPdf(report, { origin: 'https://tadmor.example', lang })
        const done = performance.now()
        runs.push({
          report: `${lang}, ${i === 0 ? 'first' : 'again'}`,
          query: Math.round(read - started),
          words: Math.round(worded - read),
          typeset: Math.round(done - worded),
          // The words are made once in a report, and were made twice here.
          all: Math.round(done - started - (worded - read)),
        })
      }
      const [first, ...again] = runs
      again.sort((a, b) => a.all - b.all)
      results.push(...[first, again[again.length >> 1]].flatMap((run) => run ?? []))
    }
    return results
  } finally {
    await store.close()
  }
}
