import type { Format } from './answer'
import { CLAIM_COLUMNS, claimLines } from './claims-table'
import { csv } from './csv'
import { linkedArtOfView } from './linked-art/view'
import { monumentsGeoJson } from './monuments-geojson'
import { MONUMENT_COLUMNS, monumentLines } from './monuments-table'
import { reportBytes } from './report-bytes'
import { SOURCE_COLUMNS, sourceLines } from './sources-table'
import { workbook } from './workbook'

const CSV = {
  extension: 'csv',
  mime: 'text/csv; charset=utf-8; header=present',
  hasOptions: false,
  hasBox: false,
}

/** One line per monument of the view. */
export const MONUMENTS_CSV: Format = {
  ...CSV,
  path: 'monuments.csv',
  name: 'monuments',
  pieces: (asked) => csv(monumentLines(asked), MONUMENT_COLUMNS),
}

/** One line per claim about a monument of the view. */
export const CLAIMS_CSV: Format = {
  ...CSV,
  path: 'claims.csv',
  name: 'claims',
  pieces: (asked) => csv(claimLines(asked), CLAIM_COLUMNS),
}

/** One line per source that the view cites. */
export const SOURCES_CSV: Format = {
  ...CSV,
  path: 'sources.csv',
  name: 'sources',
  pieces: (asked) => csv(sourceLines(asked), SOURCE_COLUMNS),
}

/** The three tables and what they cover as a workbook. */
export const MONUMENTS_XLSX: Format = {
  path: 'monuments.xlsx',
  name: 'monuments',
  extension: 'xlsx',
  mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  hasOptions: false,
  hasBox: false,
  pieces: workbook,
}

/** Monuments, claims and sources as Linked Art. */
export const MONUMENTS_JSONLD: Format = {
  path: 'monuments.jsonld',
  name: 'monuments',
  extension: 'jsonld',
  mime: 'application/ld+json',
  hasOptions: false,
  hasBox: false,
  pieces: linkedArtOfView,
}

/** The monuments of the view on the ground (RFC 7946). */
export const MONUMENTS_GEOJSON: Format = {
  path: 'monuments.geojson',
  name: 'monuments',
  extension: 'geojson',
  mime: 'application/geo+json',
  hasOptions: false,
  hasBox: true,
  async *pieces(asked) {
    yield await monumentsGeoJson(asked)
  },
}

/** The status report as a tagged PDF. */
export const REPORT_PDF: Format = {
  path: 'report.pdf',
  name: 'status-report',
  extension: 'pdf',
  mime: 'application/pdf',
  hasOptions: true,
  hasBox: false,
  async *pieces(asked, key) {
    yield await reportBytes(asked, key)
  },
}
