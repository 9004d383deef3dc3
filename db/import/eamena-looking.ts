import { type Day, formatDay, parseDay } from '../domain/dates'
import type { Access, Method } from '../domain/vocabulary'
import type { EamenaRecord } from './eamena-record'
import * as words from './eamena-words'
import type { ImportedClaim } from './shape'

/** Columns that say when and how somebody looked. */
export const DATE = 'Assessment Activity Date'
const INVESTIGATOR = 'Assessment Investigator - Actor'
const ROLE = 'Investigator Role Type'
const TYPE = 'Assessment Activity Type'
const IMAGERY = [
  'GE Imagery Acquisition Date',
  'Imagery Acquisition Date',
  'Information Resource Acquisition Date',
]

/** When, by whom and how a place was assessed: what all that is said of it shares. */
export type Looking = {
  reported: Day
  /** What day it was seen: from above the newest picture's from before the report, else the report's. */
  seen: string
  shared: Pick<ImportedClaim, 'reported' | 'observed' | 'method' | 'access'>
  assessors: string[]
  note: string | undefined
}

/** Who looked at a place, when and how; null where no day is given. */
export function lookingOf(record: EamenaRecord): Looking | null {
  const dates = record.list(DATE)
  const roles = record.list(ROLE)
  const types = record.list(TYPE)
  const people = record.list(INVESTIGATOR)
  const days = dates.flatMap((date) => parseDay(date) ?? [])
  const bad = dates.some((date) => date !== '' && parseDay(date) === null)
  if (bad) record.refuse(DATE, 'day')
  if (days.length === 0) return null
  const reported = Math.max(...days)
  const isLined = roles.length === people.length
  const everybody = people.map((name, i) => named(record, name, isLined ? roles[i] : undefined))
  /** The entries of the day of the report where each date has one, else all. */
  const ofTheDay = (list: string[]) =>
    list.length === dates.length
      ? list.filter((_, i) => parseDay(dates[i] ?? '') === reported)
      : list
  const imagery = IMAGERY.flatMap((column) => record.set(column))
  const pictures = imagery.flatMap((date) => parseDay(date) ?? []).filter((day) => day <= reported)
  const isFromAbove = record.set('Google Earth Assessment').includes('True')
  const how = howOf(ofTheDay(types), isFromAbove || pictures.length > 0)
  // Whoever was there saw it as it was that day, whatever pictures they had besides.
  const isPictured = how.method === 'satellite_image' && pictures.length > 0
  const seen = isPictured ? Math.max(...pictures) : reported
  return {
    reported,
    seen: formatDay(seen),
    shared: { reported, observed: formatDay(seen), ...how },
    // The first of them is who says it.
    assessors: [...new Set([...ofTheDay(everybody), ...everybody].filter((key) => key !== ''))],
    note: noteOf(dates, types, roles, imagery, isFromAbove),
  }
}

/** Who looked when and how, by their parts; what does not line up is told as lists. */
function noteOf(
  dates: string[],
  types: string[],
  roles: string[],
  imagery: string[],
  isFromAbove: boolean,
) {
  const lines = dates.map((date, i) =>
    [
      date || 'undated',
      types.length === dates.length ? types[i] : types[0],
      roles.length === dates.length ? roles[i] : roles[0],
    ]
      .filter(Boolean)
      .join(', '),
  )
  const pictures = imagery.length > 0 ? `Imagery: ${imagery.join(', ')}.` : ''
  const earth = isFromAbove ? 'Google Earth Assessment: True.' : ''
  return [`Assessments: ${lines.join('; ')}.`, pictures, earth].filter(Boolean).join(' ')
}

function howOf(types: string[], isFromAbove: boolean): { method?: Method; access?: Access } {
  const all = types.join(' ')
  if (/field|ground survey|architectural survey|salvage|diver/i.test(all))
    return { method: 'field_visit' }
  if (isFromAbove || /image interpretation|aerial/i.test(all))
    return { method: 'satellite_image', access: 'from_above' }
  return /desk|literature/i.test(all) ? { method: 'documents' } : {}
}

/** The key of somebody whom a column names, who is noted as an assessor. */
function named(record: EamenaRecord, name: string, role?: string): string {
  if (name === '') return ''
  const known = record.assessors.get(name)
  const part = words.termOf(words.EAMENA_ROLES, role ?? '')
  if (!known || part) {
    const { en, ar, organisation } = part ?? words.NO_ROLE
    record.assessors.set(name, { key: name, name, part: { en, ar }, organisation })
  }
  return name
}

/** Who of a column's people said the entry at `index` of `length`: one for one, one for all, or all for each. */
export function sayers(
  record: EamenaRecord,
  column: string,
  index: number,
  length: number,
  else_: string[],
): string[] {
  const people = record.list(column).map((name) => named(record, name))
  const own = people.length === length ? [people[index] ?? ''] : people
  const found = [...new Set(own.filter((key) => key !== ''))]
  return found.length > 0 ? found : else_
}
