import { z } from 'zod'
import { parseDay } from '../domain/dates'
import { dateText, language, webAddress } from '../domain/fields'
import type * as v from '../domain/vocabulary'
import { Cells } from './cells'
import { type Base, basesOf } from './own-base'
import { columnsOf, isOfTheFile, type OwnKind, VIEW_COLUMNS, WRITTEN, whyNot } from './own-columns'
import * as s from './schemas'
import type {
  ImportedClaim,
  ImportedMonument,
  ImportedSource,
  ImportPortion,
  ImportRow,
  OwnCells,
} from './shape'
import type { RawTable } from './table'

const recordId = z.string().regex(/^[\w.~-]{1,200}$/)

/** A table that our own exporter wrote. `sheet` and `offset` tell its rows from those of other sheets. */
export type OwnTable = { kind: OwnKind; table: RawTable; sheet: string; offset: number }

/**
 * Reads a table of ours: a row with an id gives what was edited since it was exported, one without gives a new record.
 * What was typed into columns that hold conclusions, counts or grades is refused with the reason.
 */
export async function* readOwn(
  { kind, table, sheet, offset }: OwnTable,
  own: OwnCells,
): AsyncGenerator<ImportPortion> {
  const baseAt = basesOf(kind, own)
  for await (const rows of table.portions) {
    const portion: ImportPortion = { rows: [], assessors: [], problems: [], read: table.read() }
    for (const { line, cells: list, faults } of rows) {
      const byColumn = Object.fromEntries(table.headers.map((name, i) => [name, list[i] ?? '']))
      const cells = new Cells(offset + line, byColumn, portion.problems, sheet)
      for (const fault of faults ?? []) cells.refuse(table.headers[fault] ?? '', 'formula')
      const row = await rowOf(kind, cells, table.headers, baseAt)
      if (row) portion.rows.push(row)
    }
    yield portion
  }
}

async function rowOf(
  kind: OwnKind,
  cells: Cells,
  headers: string[],
  baseAt: ReturnType<typeof basesOf>,
): Promise<ImportRow | null> {
  const ours = columnsOf(kind).filter((column) => column !== 'id' && headers.includes(column))
  for (const column of headers)
    if (!ours.includes(column) && column !== 'id' && !isOfTheFile(column) && cells.has(column))
      cells.refuse(column, 'unknown_column')
  if (!cells.has('id')) return newRow(kind, cells, ours)
  const id = cells.read('id', recordId)
  const base = await baseFor(cells, baseAt)
  if (id === undefined || base === null) return null
  if (!base.has(id)) return refused(cells, 'id', 'not_in_export')
  const edited = ours.filter((column) => !base.isAsExported(id, column, cells.text(column)))
  for (const column of edited)
    if (!WRITTEN[kind].includes(column)) cells.refuse(column, whyNot(kind, column))
  return editOf(kind, id, cells, new Set(edited))
}

function refused(cells: Cells, column: string, reason: string): null {
  cells.refuse(column, reason)
  return null
}

async function baseFor(cells: Cells, baseAt: ReturnType<typeof basesOf>): Promise<Base | null> {
  const [asOf, knownAt] = VIEW_COLUMNS.slice(0, 2).map((column) => {
    const day = parseDay(cells.text(column))
    if (day === null) cells.refuse(column, cells.has(column) ? 'day' : 'required')
    return day
  }) as [number | null, number | null]
  const rev = Number(cells.text('rev') || Number.NaN)
  if (!Number.isSafeInteger(rev) || rev < 1) return refused(cells, 'rev', 'not_in_export')
  return asOf === null || knownAt === null ? null : baseAt({ asOf, knownAt, rev })
}

/** A record that is not in the register yet. What is concluded and counted is nobody's to say of it. */
function newRow(kind: OwnKind, cells: Cells, columns: string[]): ImportRow | null {
  const needed = kind === 'claims' ? ['property', 'monument_id', 'subject_id', 'source_id'] : []
  const written = columns.filter((c) => WRITTEN[kind].includes(c) || needed.includes(c))
  for (const column of columns)
    if (!written.includes(column) && cells.has(column) && whyNot(kind, column) !== 'elsewhere')
      cells.refuse(column, whyNot(kind, column))
  if (kind === 'monuments') return newMonument(cells, new Set(written))
  return kind === 'claims' ? newClaim(cells) : newSource(cells)
}

function newMonument(cells: Cells, written: Set<string>): ImportRow | null {
  const monument = monumentFields(cells, written)
  if (monument.names.length === 0) return refused(cells, 'name_en', 'no_name')
  return { row: cells.row, kind: 'monument', monument }
}

function newClaim(cells: Cells): ImportRow | null {
  const property = cells.need('property', s.property)
  const monument = cells.need('monument_id', recordId)
  const source = cells.need('source_id', recordId)
  const subject = cells.read('subject_id', recordId)
  const words = cells.need('words', s.wordsText)
  const wordsLang = cells.need('words_lang', language)
  const valid = cells.need('valid', dateText)
  const qualifier = cells.need('valid_qualifier', s.qualifier)
  if (!property || !monument || !source || !words || !wordsLang || !valid || !qualifier) return null
  const rest = claimFields(
    cells,
    new Set(['value', 'locator', 'observed', 'method', 'access']),
    property,
  )
  const claim = {
    property,
    monument,
    source,
    ...(subject ? { subject } : {}),
    words,
    wordsLang,
    valid,
    qualifier,
  }
  return { row: cells.row, kind: 'claim', claim: { assessors: [], ...claim, ...rest } }
}

function newSource(cells: Cells): ImportRow | null {
  const title = cells.need('title', s.line)
  const of = cells.need('class', s.sourceClass)
  if (!title || !of) return null
  const rest = sourceFields(cells, new Set(WRITTEN.sources))
  return { row: cells.row, kind: 'source', source: { ...rest, title, class: of } }
}

function editOf(kind: OwnKind, id: string, cells: Cells, edited: Set<string>): ImportRow {
  const { row } = cells
  if (kind === 'claims') {
    const property = s.property.safeParse(cells.text('property')).data
    return { row, kind: 'claim', claim: { id, ...claimFields(cells, edited, property) } }
  }
  if (kind === 'sources')
    return { row, kind: 'source', source: { id, ...sourceFields(cells, edited) } }
  const generalised = /^true$/i.test(cells.text('location_generalised'))
  if (generalised && !(edited.has('lat') && edited.has('lon')))
    // What is not edited of the position is the grid cell's.
    for (const column of PLACE) if (edited.delete(column)) cells.refuse(column, 'half_a_place')
  return { row, kind: 'monument', monument: { id, ...monumentFields(cells, edited) } }
}

const PLACE = ['lat', 'lon', 'precision_m', 'coordinate_basis']

function monumentFields(cells: Cells, edited: Set<string>): ImportedMonument {
  const names = (['en', 'ar'] as const).flatMap((lang) => {
    const form = edited.has(`name_${lang}`) ? kept(cells, `name_${lang}`, s.line) : undefined
    return form ? { form, lang, preferred: true } : []
  })
  const identifiers = (['wikidata', 'pleiades'] as const).flatMap((scheme) => {
    const value = edited.has(scheme) ? kept(cells, scheme, s.key) : undefined
    return value ? { scheme, value } : []
  })
  const kind = edited.has('kind') ? kept(cells, 'kind', s.monumentKind) : undefined
  const place = PLACE.some((column) => edited.has(column)) ? placeOf(cells) : undefined
  return {
    names,
    identifiers,
    ...(kind ? { kind } : {}),
    ...(place ? { place } : {}),
    claims: [],
    threats: [],
    remarks: [],
  }
}

function placeOf(cells: Cells): ImportedMonument['place'] {
  const any = PLACE.some((column) => cells.has(column))
  if (!any) return void cells.refuse('lat', 'elsewhere')
  const [lat, lon] = [cells.need('lat', s.latitude), cells.need('lon', s.longitude)]
  const precision = cells.has('precision_m') ? cells.read('precision_m', s.metres) : null
  const basis = cells.need('coordinate_basis', s.basisText)
  if (lat === undefined || lon === undefined || basis === undefined || precision === undefined)
    return
  return { lat, lon, precisionM: precision, basis }
}

/** What a cell was edited to; emptied cells of these columns take nothing away, which is done on the record's page. */
function kept<T>(cells: Cells, column: string, schema: z.ZodType<T>): T | undefined {
  if (cells.text(column) === '') return void cells.refuse(column, 'required')
  return cells.read(column, schema)
}

function claimFields(
  cells: Cells,
  edited: Set<string>,
  property: v.Property | undefined,
): Partial<ImportedClaim> {
  const needed = <T>(column: string, schema: z.ZodType<T>) =>
    edited.has(column) ? cells.need(column, schema) : undefined
  const may = <T>(column: string, schema: z.ZodType<T>) => orNothing(cells, edited, column, schema)
  const value = edited.has('value') ? typedValue(cells, property) : undefined
  return defined({
    words: needed('words', s.wordsText),
    wordsLang: needed('words_lang', language),
    value,
    valid: needed('valid', dateText),
    qualifier: needed('valid_qualifier', s.qualifier),
    locator: may('locator', s.line),
    observed: may('observed', dateText),
    method: may('method', s.method),
    access: may('access', s.access),
  })
}

/** A typed value, in the form that its property has. */
function typedValue(cells: Cells, property: v.Property | undefined): string | null | undefined {
  if (cells.text('value') === '') return null
  if (property === 'condition') return cells.read('value', s.condition)
  if (property === 'event_date' || property === 'construction_date')
    return cells.read('value', dateText)
  return void cells.refuse('value', 'elsewhere')
}

function sourceFields(cells: Cells, edited: Set<string>): Partial<ImportedSource> {
  const may = <T>(column: string, schema: z.ZodType<T>) => orNothing(cells, edited, column, schema)
  return defined({
    title: edited.has('title') ? cells.need('title', s.line) : undefined,
    class: edited.has('class') ? cells.need('class', s.sourceClass) : undefined,
    author: may('author', s.line),
    publisher: may('publisher', s.line),
    published: may('published', dateText),
    url: may('url', webAddress),
    archiveUrl: may('archive_url', webAddress),
    lang: may('lang', language),
    kind: may('kind', s.sourceKind),
    rights: may('rights', s.rights),
  })
}

/** What a cell was edited to; null where it was emptied. */
function orNothing<T>(
  cells: Cells,
  edited: Set<string>,
  column: string,
  schema: z.ZodType<T>,
): T | null | undefined {
  if (!edited.has(column)) return undefined
  return cells.text(column) === '' ? null : cells.read(column, schema)
}

function defined<T extends object>(
  fields: T,
): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as never
}
