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
  Scheme,
  Sensitivity,
  SourceClass,
} from '../domain/vocabulary'

/*
 * What a foreign file says, in the register's words, before it is held against the register. Every reader of a format
 * (db/import) gives these; what plans and saves them (db/mutations) knows no format. A field that is
 * undefined was not in the file and changes nothing; null means that the file says "nothing here".
 */

/** One row of a file. `row` is what a person counts: the line of a table with its header as 1, the feature from 1. */
export type ImportRow = { row: number } & (
  | { kind: 'monument'; monument: ImportedMonument }
  | { kind: 'claim'; claim: ImportedClaim & { id?: string; monument: string; source: string } }
  | { kind: 'source'; source: ImportedSource }
)

/** One monument, with what the same row says about its state. */
export type ImportedMonument = {
  /** The register's own id, in a file of our own exporter. */
  id?: string
  /** What it is found by where there is no id, the strongest first. */
  identifiers: { scheme: Scheme; value: string; label?: string }[]
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
  observed?: string
  method?: Method
  access?: Access
  certainty?: Certainty
  locator?: string
  note?: string
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
}

/** Somebody whom a file names as its assessor: the name stays restricted, the part and organisation are shown. */
export type ImportedAssessor = {
  key: string
  name: string
  part: Bilingual
  organisation: string | null
}

/** Why a row, or one value of it, cannot be taken. `column` is the file's own name for it; null for the whole row. */
export type ImportProblem = {
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
  portions: AsyncIterable<{
    rows: ImportRow[]
    assessors: ImportedAssessor[]
    problems: ImportProblem[]
  }>
}

/**
 * Opens a file for an import: `db/import/read.ts` exports `readImport: ReadImport`. It is called in a process of its own.
 * Throws `ImportUnreadable` (its message a key of `import.failure`) for a file that is not what it was said to be.
 */
export type ReadImport = (
  path: string,
  as: { fileName: string; format: string; mapping: unknown },
) => Promise<ImportFile>

/** A file that cannot be read at all; `key` is a message key under `import.failure`. */
export class ImportUnreadable extends Error {
  override readonly name = 'ImportUnreadable'
  constructor(
    readonly key: string,
    message = key,
  ) {
    super(message)
  }
}
