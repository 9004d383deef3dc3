import type { Mapping } from './mapping'
import { type ImportFile, UnreadableFile } from './shape'

/** What a file is, told from its bytes and its columns. The tables of our own exporter need no mapping, nor does EAMENA's. */
export type FileKind = 'own_monuments' | 'own_claims' | 'own_sources' | 'eamena' | 'table'

/** What can be known of a file before it is read as a whole. */
export type Inspection = {
  format: 'csv' | 'xlsx' | 'geojson'
  kind: FileKind
  /** The columns of a table, the properties of features; in their order. */
  headers: string[]
  /** Equal for equal columns, whatever the file: what a mapping is remembered under, with its site. */
  signature: string
  /** What the columns probably mean. */
  guess: Mapping
  /** The different words of each column, as they stand in the first rows; at most 60 of each. */
  words: string[][]
  /** The first rows, for showing. */
  samples: string[][]
}

/** The cells that our exporter wrote for records, by id: what an edit is an edit of. */
export type OwnCells = (
  kind: 'monuments' | 'claims' | 'sources',
  view: { asOf: string; knownAt: string; rev: number },
) => AsyncIterable<{ id: string; cells: Record<string, string> }[]>

/** Looks into a file. Throws `UnreadableFile`. */
export async function inspectFile(_path: string, _name: string): Promise<Inspection> {
  throw new UnreadableFile('not_a_file')
}

/**
 * Opens a file for reading as a whole, a portion at a time. `mapping` is asked for kind *table* alone, `own` for our own
 * tables: without it they are read as if they were foreign and new. Throws `UnreadableFile`, as the portions do.
 */
export async function openFile(
  _path: string,
  _options: { name: string; mapping?: Mapping; own?: OwnCells },
): Promise<ImportFile> {
  throw new UnreadableFile('not_a_file')
}
