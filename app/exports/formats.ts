import { statusReport } from '../../db/queries/report'
import type { Content, Format } from './answer'
import { claimsCsv } from './claims-csv'
import { keptOr } from './kept'
import { monumentsCsv } from './monuments-csv'
import { monumentsGeoJson } from './monuments-geojson'
import { reportPdf } from './pdf'

const CSV = {
  extension: 'csv',
  mime: 'text/csv; charset=utf-8; header=present',
  hasLang: false,
  hasSince: false,
  hasBox: false,
}

/** One line per monument of the view. */
export const MONUMENTS_CSV: Format = {
  ...CSV,
  path: 'monuments.csv',
  name: 'monuments',
  render: async (content) => monumentsCsv(await reportOn(content), content.origin),
}

/** One line per claim about a monument of the view. */
export const CLAIMS_CSV: Format = {
  ...CSV,
  path: 'claims.csv',
  name: 'claims',
  render: async (content) => claimsCsv(await reportOn(content), content.origin),
}

/** The monuments of the view on the ground (RFC 7946). */
export const MONUMENTS_GEOJSON: Format = {
  path: 'monuments.geojson',
  name: 'monuments',
  extension: 'geojson',
  mime: 'application/geo+json',
  hasLang: false,
  hasSince: false,
  hasBox: true,
  render: monumentsGeoJson,
}

/** The status report as a tagged PDF. */
export const REPORT_PDF: Format = {
  path: 'report.pdf',
  name: 'status-report',
  extension: 'pdf',
  mime: 'application/pdf',
  hasLang: true,
  hasSince: true,
  hasBox: false,
  render: async (content) => {
    const report = await reportOn(content)
    return keptOr(content.key, () => reportPdf(report, content))
  },
}

function reportOn({ db, reader, site, pinned, since }: Content) {
  return statusReport(db, reader, site, pinned, since)
}
