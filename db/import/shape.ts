import type { Day } from '../domain/dates'
import type {
  Access,
  Bilingual,
  Category,
  Cause,
  Certainty,
  Method,
  MonumentKind,
  Probability,
  Property,
  Qualifier,
  Rights,
  Scheme,
  Sensitivity,
  SourceClass,
  SourceKind,
} from '../domain/vocabulary'

/*
 * What a foreign file says, in the register's words, before it is held against the register. Every reader of a format
 * (db/import) gives these; what plans and saves them (db/mutations) knows no format. A field that is
 * undefined was not in the file and changes nothing; null means that the file says "nothing here".
 */

/** Rows of the second sheet of a workbook count from here, of the third from twice this, so that no two are equal. */
export const SHEET_ROWS = 10_000_000

/**
 * One row of a file. `row` is what a person counts: the line of a table with its header as 1, the feature from 1. A row
 * of our own exporter with an `id` holds only what was edited since it was exported, so nothing where nothing was.
 */
export type ImportRow = { row: number } & (
  | { kind: 'monument'; monument: ImportedMonument }
  | { kind: 'claim'; claim: ImportedClaim & { monument: string; subject?: string; source: string } }
  | { kind: 'claim'; claim: Partial<ImportedClaim> & { id: string } }
  | { kind: 'source'; source: ImportedSource }
  | { kind: 'source'; source: Partial<ImportedSource> & { id: string } }
)

/** One monument, with what the same row says about its state. */
export type ImportedMonument = {
  /** The register's own id, in a file of our own exporter. */
  id?: string
  /**
   * What it is found by where there is no id, the strongest first. Those that it has
   * besides stay. A shared one stands for many (the list that a place is in) and finds none.
   */
  identifiers: { scheme: Scheme; value: string; label?: string; isShared?: boolean }[]
  /** A preferred name takes the place of the preferred one in its language; the others are added where they lack. */
  names: { form: string; lang: string; preferred: boolean }[]
  kind?: MonumentKind
  description?: Bilingual | null
  place?: ImportedPlace
  claims: ImportedClaim[]
  threats: ImportedThreat[]
  /** What the file says that has no field of its own, in its words. */
  remarks: string[]
}

export type ImportedPlace = {
  lat: number
  lon: number
  line?: [lon: number, lat: number][]
  precisionM?: number | null
  basis: string
}

export type ImportedClaim = {
  property: Property
  value?: string | null
  words: string
  wordsLang: string
  /** EDTF. */
  valid: string
  qualifier: Qualifier
  /** The day on which it was reported; the source's own date where undefined. */
  reported?: Day
  observed?: string | null
  method?: Method | null
  access?: Access | null
  certainty?: Certainty
  locator?: string | null
  note?: string | null
  /** Keys of the file's assessors. */
  assessors: string[]
  sensitivity?: Sensitivity
}

export type ImportedThreat = {
  category: Category
  cause: Cause
  probability: Probability
  valid: string
  words: string
  reported?: Day
  assessors: string[]
}

export type ImportedSource = {
  id?: string
  title: string
  publisher?: string | null
  published?: string | null
  url?: string | null
  lang?: string | null
  class: SourceClass
  author?: string | null
  kind?: SourceKind | null
  rights?: Rights | null
  archiveUrl?: string | null
}

/** Somebody whom a file names as its assessor: the name stays restricted, the part and organisation are shown. */
export type ImportedAssessor = {
  key: string
  name: string
  part: Bilingual
  organisation: string | null
}

/** Why a row or a value cannot be taken: the keys of `importing.reasons`. */
export const IMPORT_REASONS = [
  // Of the file as a whole (row 0).
  'not_a_file',
  'too_large',
  'bad_encoding',
  'no_rows',
  'no_header',
  'bad_zip',
  'zip_bomb',
  'no_sheet',
  'bad_xml',
  'bad_json',
  'not_geojson',
  'bad_mapping',
  'too_many_rows',
  'too_many_columns',
  'too_many_views',
  // Of a row.
  'bad_row',
  'row_too_large',
  'no_name',
  'no_key',
  'key_twice',
  'bad_geometry',
  'properties_differ',
  'not_in_export',
  // Of a value.
  'required',
  'wrong_form',
  'too_long',
  'bidi',
  'control',
  'markup',
  'not_a_number',
  'out_of_range',
  'half_a_place',
  'day',
  'date_syntax',
  'date_reversed',
  'date_time',
  'future',
  'not_a_url',
  'unknown_value',
  'unmapped_value',
  'unknown_column',
  'lists_differ',
  'concluded',
  'concluded_twice',
  'counted',
  'elsewhere',
  'graded',
  'fixed',
  'formula',
] as const
export type ImportReason = (typeof IMPORT_REASONS)[number]

/** Why a row, or one value of it, cannot be taken. `column` is the file's own name for it; null for the whole row. */
export type ImportProblem = {
  /** 0 where the file as a whole is meant. */
  row: number
  column: string | null
  reason: string
  /** What stood there, cut to 200 characters. */
  value: string
}

/** A whole file, read a portion at a time so that none is held at once. */
export type ImportFile = {
  /** What the file itself is, as the source of claims that name none. */
  source: ImportedSource
  portions: AsyncIterable<ImportPortion>
}

export type ImportPortion = {
  /** Rows whose problems are of single values are among them, without those values. */
  rows: ImportRow[]
  /** Assessors that the rows name, each once in a file. */
  assessors: ImportedAssessor[]
  problems: ImportProblem[]
  /** How much of the file has been read, in bytes of `size`: for a bar of progress. */
  read: number
}

/**
 * Opens a file for an import: `db/import/read.ts` exports `readImport: ReadImport`. It is called in a process of its own.
 * Throws `ImportUnreadable` (its message a key of `importing.reasons`), as the portions do.
 */
export type ReadImport = (
  path: string,
  as: { fileName: string; format: string; mapping: unknown; own?: OwnCells },
) => Promise<ImportFile>

/**
 * The cells that our exporter wrote for a site's records at a view, by record: what an edit in one of our own tables is
 * an edit of. `db/import/own-cells.ts` makes it; without it our own tables are refused.
 */
export type OwnCells = (
  kind: 'monuments' | 'claims' | 'sources',
  view: { asOf: Day; knownAt: Day; rev: number },
) => AsyncIterable<{ id: string; cells: Record<string, string> }[]>

/** A file that cannot be read at all, or no further; `key` is a message key under `importing.reasons`. */
export class ImportUnreadable extends Error {
  override readonly name: string = 'ImportUnreadable'
  constructor(
    readonly key: string,
    message = key,
  ) {
    super(message)
  }
}

/** The same with the row at which reading ended; 0 for the file as a whole. */
export class UnreadableFile extends ImportUnreadable {
  override readonly name: string = 'UnreadableFile'
  constructor(
    readonly reason: ImportReason,
    readonly row = 0,
  ) {
    super(reason, row > 0 ? `${reason} (row ${row})` : reason)
  }
}
