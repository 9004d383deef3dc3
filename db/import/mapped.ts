import type { z } from 'zod'
import { parseDate, requireBounds } from '../domain/dates'
import { dateText } from '../domain/fields'
import * as v from '../domain/vocabulary'
import { Cells } from './cells'
import { NO_ROLE } from './eamena-words'
import { type Coded, type Field, LEFT_OUT, type Mapping, schemeOf } from './mapping'
import * as s from './schemas'
import type {
  ImportedAssessor,
  ImportedClaim,
  ImportedMonument,
  ImportPortion,
  ImportRow,
} from './shape'
import type { RawTable } from './table'
import { codeOf, wordKey } from './word-codes'

/** What people type for nothing. */
const NOTHING = /^(none|null|n\/?a|#n\/a|-|–|—|\.)$/i
const ARABIC_SCRIPT = /[\u0600-\u06ff]/

/** Reads a foreign table by a mapping: one monument a row, found again by its identifiers. */
export async function* readMapped(
  table: RawTable,
  mapping: Mapping,
): AsyncGenerator<ImportPortion> {
  const seen = new Set<string>()
  const known = new Set<string>()
  for await (const rows of table.portions) {
    const portion: ImportPortion = { rows: [], assessors: [], problems: [], read: table.read() }
    for (const { line, cells: list, faults } of rows) {
      const filled = list.map((cell) => (NOTHING.test(cell.trim()) ? '' : cell))
      const row = new MappedRow(line, table.headers, filled, mapping, portion)
      for (const fault of faults ?? []) row.cells.refuse(row.nameOf(fault), 'formula')
      const monument = row.monument(seen, known)
      if (monument) portion.rows.push(monument)
    }
    yield portion
  }
}

class MappedRow {
  readonly cells: Cells
  private readonly names: string[]

  constructor(
    private readonly line: number,
    headers: string[],
    list: string[],
    private readonly mapping: Mapping,
    private readonly portion: ImportPortion,
  ) {
    // Two columns of one name are still two.
    this.names = headers.map((name, i) =>
      headers.indexOf(name) === i ? name : `${name} (${i + 1})`,
    )
    const byName = Object.fromEntries(this.names.map((name, i) => [name, list[i] ?? '']))
    this.cells = new Cells(line, byName, portion.problems, '', this.columns('assessor'))
  }

  nameOf(column: number): string {
    return this.names[column] ?? String(column + 1)
  }

  /** The columns that fill a field. */
  private columns(field: Field): string[] {
    return this.mapping.columns.flatMap((column, i) =>
      column.field === field && i < this.names.length ? this.nameOf(i) : [],
    )
  }

  private read<T>(field: Field, schema: z.ZodType<T>): T | undefined {
    const [column] = this.columns(field)
    return column === undefined ? undefined : this.cells.read(column, schema)
  }

  /** The column that fills a field and what its word stands for; undefined where it is empty or left out. */
  private word(field: Coded): { column: string; code: string | null } | undefined {
    const at = this.mapping.columns.findIndex((column) => column.field === field)
    const column = at < 0 ? undefined : this.nameOf(at)
    if (column === undefined || !this.cells.has(column)) return undefined
    const word = this.cells.text(column)
    const code = this.mapping.columns[at]?.values?.[wordKey(word)] ?? codeOf(field, word)
    return code === LEFT_OUT ? undefined : { column, code }
  }

  /** What a word was told to stand for; a word that nobody told is a problem. */
  private code<T extends string>(field: Coded, codes: readonly T[]): T | undefined {
    const said = this.word(field)
    const found = codes.find((one) => one === said?.code)
    if (said && found === undefined) this.cells.refuse(said.column, 'unmapped_value')
    return found
  }

  monument(seen: Set<string>, known: Set<string>): ImportRow | null {
    const identifiers = this.identifiers()
    const [key] = identifiers
    if (!key) return this.refuse('no_key')
    if (seen.has(`${key.scheme} ${key.value}`)) return this.refuse('key_twice', key.value)
    seen.add(`${key.scheme} ${key.value}`)
    const names = (['en', 'ar'] as const).flatMap((lang) => {
      const form = this.read(`name_${lang}`, s.line)
      return form ? { form, lang, preferred: true } : []
    })
    if (names.length === 0) return this.refuse('no_name')
    const kind = this.code('kind', v.MONUMENT_KINDS)
    const place = this.place()
    const monument: ImportedMonument = {
      identifiers,
      names,
      ...(kind ? { kind } : {}),
      ...(place ? { place } : {}),
      claims: this.claims(known),
      threats: [],
      remarks: this.remarks(),
    }
    return { row: this.line, kind: 'monument', monument }
  }

  private refuse(reason: string, value = ''): null {
    this.cells.refuse(null, reason, value)
    return null
  }

  private identifiers(): ImportedMonument['identifiers'] {
    return this.mapping.columns.flatMap(({ field }, i) => {
      const scheme = schemeOf(field)
      const value =
        scheme && i < this.names.length ? this.cells.read(this.nameOf(i), s.key) : undefined
      return scheme && value ? { scheme, value } : []
    })
  }

  private place(): ImportedMonument['place'] {
    const [latColumn] = this.columns('lat')
    const [lonColumn] = this.columns('lon')
    if (!latColumn || !lonColumn) return undefined
    if (!this.cells.has(latColumn) && !this.cells.has(lonColumn)) return undefined
    const lat = this.cells.need(latColumn, s.latitude)
    const lon = this.cells.need(lonColumn, s.longitude)
    if (lat === undefined || lon === undefined) return undefined
    const precisionM = this.read('precision_m', s.metres)
    const basis = this.read('place_basis', s.line) ?? `${latColumn}, ${lonColumn}`
    return { lat, lon, ...(precisionM === undefined ? {} : { precisionM }), basis }
  }

  /** The condition with its words, day, assessor and locator; without a day nothing can be claimed. */
  private claims(known: Set<string>): ImportedClaim[] {
    const value = this.code('condition', v.CONDITIONS)
    const conditionColumn = this.word('condition')?.column
    const told = [conditionColumn, ...this.columns('words')].flatMap((column) =>
      column !== undefined && this.cells.has(column)
        ? this.cells.read(column, s.partText) || []
        : [],
    )
    if (told.length === 0) return []
    const [dateColumn] = this.columns('date')
    if (dateColumn === undefined) return []
    const given = this.cells.need(dateColumn, dateText)
    if (given === undefined) return []
    const parsed = parseDate(given)
    const valid = parsed.ok ? parsed.edtf : given
    const locator = this.read('locator', s.line)
    const method = this.code('method', v.METHODS)
    const words = told.join('\n').slice(0, 10_000)
    return [
      {
        property: conditionColumn === undefined ? 'statement' : 'condition',
        ...(value ? { value } : {}),
        words,
        wordsLang: ARABIC_SCRIPT.test(words) ? 'ar' : 'en',
        valid,
        qualifier: 'on',
        reported: requireBounds(valid).latest,
        observed: valid,
        ...(method ? { method } : {}),
        ...(locator ? { locator } : {}),
        assessors: this.assessors(known),
      },
    ]
  }

  private assessors(known: Set<string>): string[] {
    const name = this.read('assessor', s.line)
    if (!name) return []
    const assessor: ImportedAssessor = { key: name, name, part: NO_ROLE_PART, organisation: null }
    if (!known.has(name)) this.portion.assessors.push(assessor)
    known.add(name)
    return [name]
  }

  private remarks(): string[] {
    return this.columns('remark').flatMap((column) => {
      const said = this.cells.read(column, s.remarkText)
      return said ? `${column}: ${said}` : []
    })
  }
}

const NO_ROLE_PART = { en: NO_ROLE.en, ar: NO_ROLE.ar }
