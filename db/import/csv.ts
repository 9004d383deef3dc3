import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { encodingOf } from './encoding'
import { AT_ONCE, COLUMNS_MOST, ROW_MOST, ROWS_MOST } from './limits'
import { UnreadableFile } from './shape'
import { isFilled, type RawRow, type RawTable, unguarded } from './table'

const DELIMITERS = [',', ';', '\t', '|']

/**
 * A table of separated values (RFC 4180), read as a stream: comma, semicolon, tab or bar, whichever its header has most of.
 * Quotes that do not close, and rows of more than 1 MB, end it with the row's number.
 */
export async function readCsv(path: string): Promise<RawTable> {
  const encoding = await encodingOf(path)
  let read = 0
  async function* text() {
    const decoder = new TextDecoder(encoding, { fatal: true })
    for await (const chunk of createReadStream(path)) {
      read += (chunk as Buffer).length
      yield decoded(() => decoder.decode(chunk as Buffer, { stream: true }))
    }
    yield decoded(() => decoder.decode())
  }
  const records = recordsOf(text())
  const { value: first, done } = await records.next()
  if (done) throw new UnreadableFile('no_header')
  const headers = first.map((header) => unguarded(header).trim())
  if (!isFilled(headers)) throw new UnreadableFile('no_header', 1)
  return { headers, portions: inPortions(records), read: () => read }
}

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new UnreadableFile('bad_encoding')
  }
}

/** The records of a text, its delimiter taken from what it begins with. */
async function* recordsOf(text: AsyncGenerator<string>): AsyncGenerator<string[]> {
  let head = ''
  for (; head.length < 64 * 1024; ) {
    const { value, done } = await text.next()
    if (done) break
    head += value
  }
  if (head.trim() === '') return
  async function* whole() {
    yield head
    yield* text
  }
  const parser = parse({
    delimiter: delimiterOf(head),
    relax_column_count: true,
    max_record_size: ROW_MOST,
  })
  pipeline(Readable.from(whole(), { objectMode: true }), parser, () => {})
  let line = 0
  try {
    for await (const record of parser) {
      line++
      yield record as string[]
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_large' : 'bad_row'
    // What was read before the fault is lost with it, so its own count is asked.
    throw new UnreadableFile(reason, Math.max(line, Number(error.records) || 0) + 1)
  }
}

/** The delimiter that the first line has most of, outside quotes. */
function delimiterOf(head: string): string {
  const counts = new Map(DELIMITERS.map((delimiter) => [delimiter, 0]))
  let isQuoted = false
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '\n' || character === '\r') break
    else if (counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ','
}

async function* inPortions(records: AsyncGenerator<string[]>): AsyncGenerator<RawRow[]> {
  let portion: RawRow[] = []
  let line = 1
  for await (const record of records) {
    line++
    if (line > ROWS_MOST) throw new UnreadableFile('too_many_rows', line)
    if (record.length > COLUMNS_MOST) throw new UnreadableFile('too_many_columns', line)
    const cells = record.map(unguarded)
    if (isFilled(cells)) portion.push({ line, cells })
    if (portion.length < AT_ONCE) continue
    yield portion
    portion = []
  }
  yield portion
}
