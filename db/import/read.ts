import { open, stat } from 'node:fs/promises'
import { readCsv } from './csv'
import { isEamena, readEamena } from './eamena'
import { plain } from './eamena-lists'
import { shapeOf } from './geometry'
import { guessOf } from './guess'
import { type Features, readFeatures } from './json-features'
import { COLUMNS_MOST, FILE_MOST, ROW_MOST } from './limits'
import { readMapped } from './mapped'
import type { Mapping } from './mapping'
import { mapping as mappingSchema } from './mapping'
import { type OwnTable, readOwn } from './own'
import { ownKindOf } from './own-columns'
import {
  type ImportFile,
  type ImportPortion,
  type OwnCells,
  type ReadImport,
  SHEET_ROWS,
  UnreadableFile,
} from './shape'
import { signatureOf } from './signature'
import type { RawRow, RawTable } from './table'
import { readXlsx } from './xlsx'
import { isZip } from './zip'

/** What a file is, by its bytes and columns. Our own tables and EAMENA's features need no mapping, a *table* does. */
export const IMPORT_KINDS = ['own', 'eamena', 'table'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** What is known of a file before it is read as a whole. */
export type Inspection = {
  kind: ImportKind
  /** The columns of a table; none for the other kinds. */
  headers: string[]
  /** Equal for equal columns, whatever the file: what a mapping is remembered under, with its site. */
  signature: string
  guess: Mapping
  /** The different words of each column in the first rows, at most 60 of each. */
  words: string[][]
  /** The first rows, for showing. */
  samples: string[][]
}

/** Rows that are looked at for words, and how many of them are shown. */
const LOOKED_AT = 20_000
const SHOWN = 3
const WORDS_MOST = 60

/** Looks into a file. Throws `UnreadableFile`. */
export async function inspectFile(path: string): Promise<Inspection> {
  const opened = await openAny(path)
  try {
    if (opened.kind !== 'table') return { ...NOTHING_TO_MAP, kind: opened.kind }
    const { headers } = opened.table
    const words = headers.map(() => new Set<string>())
    const samples: string[][] = []
    let rows = 0
    for await (const portion of opened.table.portions) {
      for (const { cells } of portion) note(cells, words, samples)
      rows += portion.length
      if (rows >= LOOKED_AT) break
    }
    if (rows === 0) throw new UnreadableFile('no_rows')
    const lists = words.map((found) => [...found])
    const guess = guessOf(headers, lists)
    return { kind: 'table', headers, signature: signatureOf(headers), guess, words: lists, samples }
  } finally {
    opened.close()
  }
}

const NOTHING_TO_MAP = {
  headers: [],
  signature: '',
  guess: { columns: [] },
  words: [],
  samples: [],
}

function note(cells: string[], words: Set<string>[], samples: string[][]): void {
  if (samples.length < SHOWN) samples.push(cells.map((cell) => cell.slice(0, 120)))
  words.forEach((found, i) => {
    const word = (cells[i] ?? '').trim()
    if (word !== '' && word.length <= 200 && found.size < WORDS_MOST) found.add(word)
  })
}

/**
 * Opens a file for an import (see `ReadImport`). `format` is one of `IMPORT_KINDS` or empty; the file's own bytes decide
 * what it is, and a file that is something else than it was said to be is refused.
 */
export const readImport: ReadImport = async (path, { fileName, format, mapping, own }) => {
  const opened = await openAny(path)
  try {
    if (format !== '' && format !== opened.kind) throw new UnreadableFile('not_a_file')
    const file = fileOf(opened, fileName, mapping, own)
    return { ...file, portions: closing(file.portions, opened.close) }
  } catch (error) {
    opened.close()
    throw error
  }
}

function fileOf(opened: Opened, fileName: string, mapping: unknown, own?: OwnCells): ImportFile {
  const name = fileName.slice(0, 200)
  if (opened.kind === 'eamena') return readEamena(opened.features, name)
  const source: ImportFile['source'] = { title: name, class: 'institution', kind: 'dataset' }
  if (opened.kind === 'own') {
    if (!own) throw new UnreadableFile('not_a_file')
    return { source, portions: inTurn(opened.tables, own) }
  }
  const read = mappingSchema.safeParse(mapping)
  if (!read.success || read.data.columns.length !== opened.table.headers.length)
    throw new UnreadableFile('bad_mapping')
  return { source, portions: readMapped(opened.table, read.data) }
}

async function* inTurn(tables: OwnTable[], own: OwnCells): AsyncGenerator<ImportPortion> {
  for (const table of tables) yield* readOwn(table, own)
}

async function* closing(portions: AsyncIterable<ImportPortion>, close: () => void) {
  try {
    yield* portions
  } finally {
    close()
  }
}

type Opened = { close(): void } & (
  | { kind: 'own'; tables: OwnTable[] }
  | { kind: 'eamena'; features: Features }
  | { kind: 'table'; table: RawTable }
)

async function openAny(path: string): Promise<Opened> {
  const { size } = await stat(path)
  if (size === 0) throw new UnreadableFile('no_rows')
  if (size > FILE_MOST) throw new UnreadableFile('too_large')
  if (await isZip(path)) return openWorkbook(path)
  return (await isJson(path)) ? openFeatures(path) : openCsv(path)
}

async function openCsv(path: string): Promise<Opened> {
  const table = await readCsv(path)
  checkHeaders(table.headers)
  const kind = ownKindOf(table.headers)
  return kind === null
    ? { kind: 'table', table, close() {} }
    : { kind: 'own', tables: [{ kind, table, sheet: '', offset: 0 }], close() {} }
}

/** A workbook of ours has several tables; of others the first sheet that holds anything is the table. */
async function openWorkbook(path: string): Promise<Opened> {
  const { sheets, close } = await readXlsx(path)
  const [first] = sheets
  const ours = sheets.flatMap((table, i): OwnTable[] => {
    const kind = ownKindOf(table.headers)
    return kind === null ? [] : [{ kind, table, sheet: `${table.name}!`, offset: i * SHEET_ROWS }]
  })
  if (ours.length > 0) return { kind: 'own', tables: ours, close }
  try {
    if (!first) throw new UnreadableFile('no_sheet')
    checkHeaders(first.headers)
  } catch (error) {
    close()
    throw error
  }
  return { kind: 'table', table: first, close }
}

function checkHeaders(headers: string[]): void {
  if (headers.length > COLUMNS_MOST) throw new UnreadableFile('too_many_columns', 1)
  if (headers.join('').length > ROW_MOST) throw new UnreadableFile('row_too_large', 1)
}

/** Features of EAMENA's platform, or others, whose properties are a table with the place as its last columns. */
async function openFeatures(path: string): Promise<Opened> {
  const headers = await propertiesOf(path)
  if (isEamena(headers)) return { kind: 'eamena', features: readFeatures(path), close() {} }
  const { portions, read } = readFeatures(path)
  const table: RawTable = {
    headers: [...headers, 'latitude', 'longitude'],
    portions: asRows(portions, headers),
    read,
  }
  return { kind: 'table', table, close() {} }
}

async function* asRows(
  portions: Features['portions'],
  headers: string[],
): AsyncGenerator<RawRow[]> {
  for await (const portion of portions)
    yield portion.map(({ row, geometry, properties }) => {
      const [lon, lat] = shapeOf(geometry)?.point ?? ['', '']
      const cells = headers.map((name) =>
        Object.hasOwn(properties, name) ? plain(properties[name]) : '',
      )
      return { line: row, cells: [...cells, String(lat), String(lon)] }
    })
}

/**
 * The names of all properties, as many programs write none that is empty: the file is read once for them, until it
 * is known as EAMENA’s, whose names are ours to know.
 */
async function propertiesOf(path: string): Promise<string[]> {
  const names = new Set<string>()
  let isEmpty = true
  for await (const portion of readFeatures(path).portions) {
    for (const { properties } of portion)
      for (const name of Object.keys(properties)) names.add(name)
    isEmpty &&= portion.length === 0
    if (isEamena([...names])) break
    checkHeaders([...names])
  }
  if (isEmpty) throw new UnreadableFile('no_rows')
  return [...names]
}

async function isJson(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
    return /^\ufeff?\s*[{[]/.test(buffer.subarray(0, bytesRead).toString('utf8'))
  } finally {
    await file.close()
  }
}
