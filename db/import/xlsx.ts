import { formatDay } from '../domain/dates'
import { AT_ONCE, CELL_MOST, COLUMNS_MOST, ROW_MOST, ROWS_MOST } from './limits'
import { UnreadableFile } from './shape'
import { isFilled, type RawRow, type RawTable } from './table'
import { type Book, readBook } from './xlsx-book'
import { xmlParser } from './xml'
import { type Archive, openArchive, unbroken } from './zip'

/** A sheet of a workbook as a table. */
export type SheetTable = RawTable & { name: string }

/**
 * The sheets of a workbook that hold anything, each read as a stream. Days are days, formulas are what they last gave.
 * The archive stays open until `close`.
 */
export async function readXlsx(path: string): Promise<{ sheets: SheetTable[]; close(): void }> {
  const archive = await openArchive(path)
  try {
    const book = await readBook(archive)
    const sheets: SheetTable[] = []
    for (const { name, part } of book.sheets) {
      const table = await sheetTable(archive, book, part)
      if (table) sheets.push({ name, ...table })
    }
    if (sheets.length === 0) throw new UnreadableFile('no_sheet')
    return { sheets, close: () => archive.close() }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** A sheet with its first row as the header, or null where it is empty. */
async function sheetTable(archive: Archive, book: Book, part: string): Promise<RawTable | null> {
  let read = 0
  const portions = sheetRows(archive, book, part, (bytes) => {
    read += bytes
  })
  let first: RawRow[] = []
  for (; first.length === 0; ) {
    const { value, done } = await portions.next()
    if (done) return null
    first = value
  }
  const [header, ...below] = first
  async function* rest() {
    yield below
    yield* portions
  }
  const headers = (header?.cells ?? []).map((cell) => cell.trim())
  return { headers, portions: rest(), read: () => read }
}

async function* sheetRows(
  archive: Archive,
  book: Book,
  part: string,
  count: (bytes: number) => void,
): AsyncGenerator<RawRow[]> {
  const reader = new SheetReader(book)
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of unbroken(await archive.stream(part))) {
    count(chunk.length)
    reader.write(decoder.decode(chunk, { stream: true }))
    if (reader.rows.length >= AT_ONCE) yield reader.take()
  }
  reader.end()
  yield reader.take()
}

/** Days between 1899-12-30, the day 0 of workbooks, and 1970-01-01; and where they count from 1904. */
const DAYS_BEFORE_1970 = 25_569
const DAYS_FROM_1904 = 1462

/** Takes a sheet's XML piece by piece and gives rows. */
class SheetReader {
  rows: RawRow[] = []
  private line = 0
  private cells: string[] = []
  private faults: number[] = []
  private column = -1
  private type = ''
  private style = 0
  private value: string | null = null
  /** Among the text that says how a text is read aloud, which is none of the cell's. */
  private isSpoken = false
  private size = 0
  private readonly parser = xmlParser({
    open: (name, attributes) => this.open(name, attributes),
    close: (name) => this.close(name),
    text: (text) => this.addText(text),
  })

  constructor(private readonly book: Book) {}

  write(piece: string) {
    this.parser.write(piece)
  }

  end() {
    this.parser.end()
  }

  take(): RawRow[] {
    const taken = this.rows
    this.rows = []
    return taken
  }

  private open(name: string, attributes: Record<string, string>) {
    if (name === 'row') {
      const line = Number(attributes.r ?? this.line + 1)
      if (!(Number.isInteger(line) && line > this.line))
        throw new UnreadableFile('bad_row', this.line + 1)
      this.line = line
      if (line > ROWS_MOST) throw new UnreadableFile('too_many_rows', line)
      this.cells = []
      this.faults = []
      this.column = -1
      this.size = 0
    } else if (name === 'c') {
      this.column = attributes.r ? columnOf(attributes.r) : this.column + 1
      if (!(this.column < COLUMNS_MOST)) throw new UnreadableFile('too_many_columns', this.line)
      this.type = attributes.t ?? 'n'
      this.style = Number(attributes.s ?? 0)
    } else if (name === 'v' || name === 'is') this.value = ''
    else if (name === 'rPh') this.isSpoken = true
  }

  private addText(text: string) {
    if (this.value === null || this.isSpoken) return
    this.value += text
    this.size += text.length
    if (this.value.length > CELL_MOST || this.size > ROW_MOST)
      throw new UnreadableFile('row_too_large', this.line)
  }

  private close(name: string) {
    if (name === 'v' || name === 'is') {
      if (this.value !== null && this.column >= 0) this.put(this.value)
      this.value = null
    } else if (name === 'rPh') this.isSpoken = false
    else if (name === 'row') {
      const cells = Array.from(this.cells, (cell) => cell ?? '')
      const faults = this.faults.length > 0 ? { faults: this.faults } : {}
      if (isFilled(cells) || this.faults.length > 0)
        this.rows.push({ line: this.line, cells, ...faults })
    }
  }

  private put(value: string) {
    if (this.type === 'e') this.faults.push(this.column)
    else this.cells[this.column] = this.shown(value)
  }

  /** A value as a person would type it. */
  private shown(value: string): string {
    if (this.type === 's') return this.book.strings[Number(value)] ?? ''
    if (this.type === 'b') return value.trim() === '1' ? 'true' : 'false'
    if (this.type === 'inlineStr' || this.type === 'str') return unescaped(value)
    if (this.type === 'd') return value.trim().slice(0, 10)
    const number = Number(value)
    if (value.trim() === '' || !Number.isFinite(number)) return value
    if (!this.book.isDay(this.style)) return String(number)
    const day = Math.floor(number) - DAYS_BEFORE_1970 + (this.book.from1904 ? DAYS_FROM_1904 : 0)
    return Math.abs(day) < 1_000_000 ? formatDay(day) : String(number)
  }
}

/** 0 for `A1`, 26 for `AA1`; NaN for what is none. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0]
  if (!letters) return Number.NaN
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** Workbooks write what XML cannot hold, and what looks like that, as `_x0041_`. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text
}
