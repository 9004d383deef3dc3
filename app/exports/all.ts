import type { Format } from './answer'
import { CRATE_ZIP } from './crate/crate'
import {
  CLAIMS_CSV,
  MONUMENTS_CSV,
  MONUMENTS_GEOJSON,
  MONUMENTS_JSONLD,
  MONUMENTS_XLSX,
  REPORT_PDF,
  SOURCES_CSV,
} from './formats'

/** Every form that a view of a site comes in; where several have the same type, the first is given to whoever asks for that. */
export const FORMATS: readonly Format[] = [
  MONUMENTS_CSV,
  CLAIMS_CSV,
  SOURCES_CSV,
  MONUMENTS_XLSX,
  MONUMENTS_GEOJSON,
  MONUMENTS_JSONLD,
  CRATE_ZIP,
  REPORT_PDF,
]
