import type { Format } from './answer'
import { claimsCsv } from './claims-csv'
import { keptOr } from './kept'
import { monumentsCsv } from './monuments-csv'
import { reportPdf } from './pdf'

const CSV = {
  extension: 'csv',
  mime: 'text/csv; charset=utf-8; header=present',
  hasLang: false,
  hasSince: false,
}

/** One line per monument of the view. */
export const MONUMENTS_CSV: Format = {
  ...CSV,
  path: 'monuments.csv',
  name: 'monuments',
  render: (report, { origin }) => monumentsCsv(report, origin),
}

/** One line per claim about a monument of the view. */
export const CLAIMS_CSV: Format = {
  ...CSV,
  path: 'claims.csv',
  name: 'claims',
  render: (report, { origin }) => claimsCsv(report, origin),
}

/** The status report as a tagged PDF. */
export const REPORT_PDF: Format = {
  path: 'report.pdf',
  name: 'status-report',
  extension: 'pdf',
  mime: 'application/pdf',
  hasLang: true,
  hasSince: true,
  render: (report, { key, ...context }) => keptOr(key, () => reportPdf(report, context)),
}
