import { stringify } from 'csv-stringify/sync'
import { formatDay } from '../../db/domain/dates'
import { formulaSafe } from './safe-text'
import type { Cell, Column } from './table'

const BYTE_ORDER_MARK = '\ufeff'

/**
 * A table as CSV, a portion at a time: RFC 4180 with CRLF, one header row, UTF-8 with a byte order mark so that
 * spreadsheets read it as such. The header comes with the first portion, so that what fails there fails before it.
 */
export async function* csv<T>(
  portions: AsyncIterable<T[]>,
  columns: Column<T>[],
): AsyncGenerator<string> {
  let isBegun = false
  for await (const records of portions) {
    yield isBegun ? body(records, columns) : csvOf(records, columns)
    isBegun = true
  }
  if (!isBegun) yield csvOf([], columns)
}

/** The same of a table that is there as a whole. */
export function csvOf<T>(records: T[], columns: Column<T>[]): string {
  return BYTE_ORDER_MARK + lines([columns.map(([name]) => name)]) + body(records, columns)
}

function body<T>(records: T[], columns: Column<T>[]): string {
  return lines(records.map((record) => columns.map(([, cell]) => plain(cell(record)))))
}

function lines(rows: string[][]): string {
  return rows.length > 0 ? stringify(rows, { record_delimiter: 'windows' }) : ''
}

/** Numbers and booleans are written plainly, text is made formula-safe. */
function plain(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return formulaSafe(cell)
  if (typeof cell !== 'object') return String(cell)
  return 'day' in cell ? formatDay(cell.day) : formulaSafe(cell.href ?? '')
}
