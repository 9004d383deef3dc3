import { performance } from 'node:perf_hooks'
import { CLAIMS_CSV, MONUMENTS_CSV, SOURCES_CSV } from '../../app/exports/formats'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { WHOLE } from '../../db/domain/report-options'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { openSqlite } from '../../db/store/sqlite'

/*
 * One table of a register, written as it is read and thrown away; run in a process of its own by `npm run bench -- FOLDER`, since peak
 * memory is the process's. Prints rows a second and the peak beside what the process had when it had answered once.
 */
const [file = '', site = '', path = '', now = ''] = process.argv.slice(2)
const format = [MONUMENTS_CSV, CLAIMS_CSV, SOURCES_CSV].find((f) => f.path === path)
if (!format) throw new Error(`no such table: ${path}`)
const store = openSqlite(file)
const asked = {
  db: store.db,
  reader: NOBODY,
  origin: 'https://tadmor.example',
  site: await requireSite(store.db, NOBODY, site, null),
  pinned: await pinView(store.db, EVERYTHING, now),
  box: null,
  ...WHOLE,
  lang: 'en' as const,
  since: null,
}
const [from, cpu] = [performance.now(), process.cpuUsage()]
let [rows, bytes, atFirst, firstMs] = [-1, 0, 0, 0]
for await (const piece of format.pieces(asked, '')) {
  const text = String(piece)
  bytes += Buffer.byteLength(text)
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) rows++
  if (atFirst === 0) [atFirst, firstMs] = [process.memoryUsage().rss, performance.now() - from]
}
const seconds = (performance.now() - from) / 1000
const used = process.cpuUsage(cpu)
const megabytes = (n: number) => Math.round(n / 1e6)
console.log(
  JSON.stringify({
    path,
    rows,
    rowsPerSecond: Math.round(rows / seconds),
    seconds: Math.round(seconds * 10) / 10,
    cpuSeconds: Math.round((used.user + used.system) / 1e5) / 10,
    megabytes: megabytes(bytes),
    firstPieceMs: Math.round(firstMs),
    rssAtFirstPieceMB: megabytes(atFirst),
    peakRssMB: megabytes(process.resourceUsage().maxRSS * 1024),
  }),
)
await store.close()
