import { stringify } from 'csv-stringify/sync'

/** What a cell can hold; null is an empty cell. Numbers and booleans are written plainly, text is made formula-safe. */
export type Cell = string | number | boolean | null | undefined

/** A named column and how a record fills it. */
export type Column<T> = [name: string, cell: (record: T) => Cell]

/** First characters that a spreadsheet may take for the beginning of a formula, their full-width twins included. */
const FORMULA = /^[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/

/** A table as CSV: RFC 4180 with CRLF, one header row, UTF-8 with a byte order mark so that spreadsheets read it as such. */
export function csv<T>(records: T[], columns: Column<T>[]): string {
  const rows = records.map((record) => columns.map(([, cell]) => plain(cell(record))))
  return stringify([columns.map(([name]) => name), ...rows], {
    bom: true,
    record_delimiter: 'windows',
  })
}

/** Text that no spreadsheet runs: an apostrophe before a character that would begin a formula. */
export function formulaSafe(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

function plain(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'string' ? formulaSafe(cell) : String(cell)
}
