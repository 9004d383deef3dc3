/** A row of a table as text: numbers and days as a person would type them, booleans as `true` and `false`. */
export type RawRow = {
  /** The header is 1. */
  line: number
  cells: string[]
  /** Columns whose formula gave an error instead of a value. */
  faults?: number[]
}

/** A table as it is read. */
export type RawTable = {
  headers: string[]
  /** The rows below the header, those without any text left out. */
  portions: AsyncIterable<RawRow[]>
  /** Bytes of the file that have been read so far. */
  read(): number
}

/** Whether a row holds anything. */
export const isFilled = (cells: string[]) => cells.some((cell) => cell.trim() !== '')

/** An apostrophe before what a spreadsheet would run, as our exporter writes it: it belongs to no text. */
const GUARDED = /^'(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/

/** A cell without that apostrophe. */
export const unguarded = (cell: string) => cell.replace(GUARDED, '')
