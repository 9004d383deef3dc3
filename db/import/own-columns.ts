import { CLAIM_CELLS } from '../queries/tables/claims'
import { MONUMENT_CELLS } from '../queries/tables/monuments'
import { SOURCE_CELLS } from '../queries/tables/sources'

/*
 * Our own tables, known by their columns: which of them are what somebody wrote and can be written anew, and why the
 * others cannot.
 */

/** The characters that a cell of a workbook holds at most: longer ones were cut when they were exported. */
export const LONGEST_CELL = 32_767

export type OwnKind = 'monuments' | 'claims' | 'sources'

/** Columns that say of what view a table is, and where to see a record. */
export const VIEW_COLUMNS = ['as_of', 'known_at', 'rev'] as const
const OF_THE_FILE: readonly string[] = [...VIEW_COLUMNS, 'permalink']

/** Columns that hold what was written. */
export const WRITTEN: Record<OwnKind, readonly string[]> = {
  monuments: [
    'name_en',
    'name_ar',
    'kind',
    'lat',
    'lon',
    'precision_m',
    'coordinate_basis',
    'wikidata',
    'pleiades',
  ],
  claims: [
    'words',
    'words_lang',
    'value',
    'valid',
    'valid_qualifier',
    'locator',
    'observed',
    'method',
    'access',
  ],
  sources: [
    'title',
    'author',
    'publisher',
    'published',
    'url',
    'archive_url',
    'lang',
    'kind',
    'class',
    'rights',
  ],
}

/** Columns of which no other table has all. */
const KNOWN_BY: [kind: OwnKind, columns: string[]][] = [
  ['monuments', ['id', 'name_en', 'name_ar', 'headline', 'eamena_condition']],
  ['claims', ['id', 'monument_id', 'property', 'words', 'valid', 'source_id']],
  ['sources', ['id', 'title', 'published', 'class', 'copy_sha256']],
]

/** Which of our tables has these columns, or null. */
export function ownKindOf(headers: string[]): OwnKind | null {
  return KNOWN_BY.find(([, columns]) => columns.every((c) => headers.includes(c)))?.[0] ?? null
}

/** Why what was typed into a column cannot be taken, as a key of `importing.reasons`. */
export function whyNot(kind: OwnKind, column: string): string {
  if (CONCLUDED.has(column) && kind === 'monuments') return 'concluded'
  if (COUNTED.has(column)) return 'counted'
  if (GRADED.has(column)) return 'graded'
  if (FIXED.has(column)) return 'fixed'
  return 'elsewhere'
}

const CONCLUDED = new Set([
  'headline',
  'headline_en',
  'headline_ar',
  'possibly',
  'eamena_condition',
  'what_stands_en',
  'what_stands_ar',
  'at_risk',
  'under_intervention',
  'contested',
  'since',
  'since_qualifier',
])
const COUNTED = new Set([
  'last_looked_at',
  'sources',
  'claims',
  'monuments',
  'known_from',
  'published_latest',
])
const GRADED = new Set([
  'info_grade',
  'source_reliability',
  'reliability',
  'reliability_reason_en',
  'reliability_reason_ar',
])
const FIXED = new Set(['property', 'monument_id', 'subject_id', 'source_id'])

const COLUMNS: Record<OwnKind, string[]> = {
  monuments: MONUMENT_CELLS.map(([name]) => name),
  claims: CLAIM_CELLS.map(([name]) => name),
  sources: SOURCE_CELLS.map(([name]) => name),
}

/** The columns of a table that say something of its records, in our order. */
export function columnsOf(kind: OwnKind): string[] {
  return COLUMNS[kind]
}

/** Whether a column of ours says nothing of a record. */
export function isOfTheFile(column: string): boolean {
  return OF_THE_FILE.includes(column)
}
