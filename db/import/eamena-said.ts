import { type Day, formatDay, parseDay } from '../domain/dates'
import type { Access, Certainty, Method } from '../domain/vocabulary'
import { lined } from './eamena-lists'
import type { EamenaRecord } from './eamena-record'
import * as words from './eamena-words'
import type { ImportedClaim, ImportedThreat } from './shape'

const LANG = 'en'
/** Columns that say when and how somebody looked. */
const DATE = 'Assessment Activity Date'
const INVESTIGATOR = 'Assessment Investigator - Actor'
const ROLE = 'Investigator Role Type'
const TYPE = 'Assessment Activity Type'
const IMAGERY = [
  'GE Imagery Acquisition Date',
  'Imagery Acquisition Date',
  'Information Resource Acquisition Date',
]
const ONLY_IN_WORDS = ['no_visible', 'unknown'] as const

/** When, by whom and how a place was assessed: what all that is said of it shares. */
type Looking = {
  reported: Day
  /** What day it was seen, by the newest picture from before the report; else the report's. */
  seen: string
  shared: Pick<ImportedClaim, 'reported' | 'observed' | 'method' | 'access'>
  assessors: string[]
  note: string | undefined
}

/** Everything that a record says of the state of its place, as claims and threats with their assessors and days. */
export function saidOf(record: EamenaRecord): {
  claims: ImportedClaim[]
  threats: ImportedThreat[]
} {
  const looking = lookingOf(record)
  if (looking === null) {
    record.refuse(DATE, 'required')
    return { claims: [], threats: [] }
  }
  const { threats, claims: unlisted } = threatsOf(record, looking)
  return {
    claims: [
      ...conditionOf(record, looking),
      ...extentOf(record, looking),
      ...causesOf(record, looking),
      ...effectsOf(record, looking),
      ...unlisted,
      ...periodOf(record, looking),
      ...whereabouts(record, looking),
      ...descriptions(record, looking),
    ],
    threats,
  }
}

function lookingOf(record: EamenaRecord): Looking | null {
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
  const assessors = people.map((name, i) => named(record, name, isLined ? roles[i] : undefined))
  const imagery = IMAGERY.flatMap((column) => record.set(column))
  const pictures = imagery.flatMap((date) => parseDay(date) ?? []).filter((day) => day <= reported)
  const isFromAbove = record.set('Google Earth Assessment').includes('True')
  const how = howOf(types, isFromAbove || pictures.length > 0)
  const seen = pictures.length > 0 ? Math.max(...pictures) : reported
  return {
    reported,
    seen: formatDay(seen),
    shared: { reported, observed: formatDay(seen), ...how },
    assessors: [...new Set(assessors.filter((key) => key !== ''))],
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
  const part = words.EAMENA_ROLES[role ?? '']
  if (!known || part) {
    const { en, ar, organisation } = part ?? words.NO_ROLE
    record.assessors.set(name, { key: name, name, part: { en, ar }, organisation })
  }
  return name
}

/** Who of a column's people said the entry at `index` of `length`: one for one, one for all, or all for each. */
function sayers(
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

function claimOf(
  record: EamenaRecord,
  looking: Looking,
  claim: Pick<ImportedClaim, 'property' | 'words'> & Partial<ImportedClaim>,
  column: string,
): ImportedClaim {
  return {
    wordsLang: LANG,
    valid: looking.seen,
    qualifier: 'on',
    locator: `${record.text('EAMENA ID')} · ${column}`,
    assessors: looking.assessors,
    ...looking.shared,
    ...(looking.note ? { note: looking.note } : {}),
    ...claim,
  }
}

function conditionOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const column = 'Overall Condition State Type'
  return record.set(column).flatMap((term) => {
    const value = words.EAMENA_CONDITIONS[term]
    if (value === undefined) record.refuse(column, 'unknown_value')
    return value === undefined
      ? []
      : claimOf(
          record,
          looking,
          { property: 'condition', value, words: `${column}: ${term}` },
          column,
        )
  })
}

function extentOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const column = 'Damage Extent Type'
  return record
    .set(column)
    .map((term) =>
      claimOf(record, looking, { property: 'extent', words: `${column}: ${term}` }, column),
    )
}

const DISTURBANCE = {
  category: 'Disturbance Cause Category Type',
  cause: 'Disturbance Cause Type',
  certainty: 'Disturbance Cause Certainty',
  assessor: 'Disturbance Cause Assignment Assessor Name - Actor',
  from: 'Disturbance Date From',
  to: 'Disturbance Date To',
  on: 'Disturbance Date Occurred On',
  before: 'Disturbance Date Occurred Before',
}

/** Each disturbance with its category, certainty, assessor and days; equal ones once. */
function causesOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const causes = record.list(DISTURBANCE.cause)
  const categories = record.list(DISTURBANCE.category)
  const length = Math.max(causes.length, causes.length === 0 ? categories.length : 0)
  const beside = (column: string) => {
    const list = lined(record.list(column), length)
    if (list === null) record.refuse(column, 'lists_differ')
    return list ?? Array<string>(length).fill('')
  }
  const [category, certainty, from, to, on, before] = [
    beside(DISTURBANCE.category),
    beside(DISTURBANCE.certainty),
    beside(DISTURBANCE.from),
    beside(DISTURBANCE.to),
    beside(DISTURBANCE.on),
    beside(DISTURBANCE.before),
  ]
  const claims = Array.from({ length }, (_, i) => {
    const dates = { from: from[i], to: to[i], on: on[i], before: before[i] }
    return claimOf(
      record,
      looking,
      {
        property: 'cause',
        words: told(
          'Disturbance',
          causes[i] ?? '',
          category[i] ?? '',
          'certainty',
          certainty[i] ?? '',
        ),
        assessors: sayers(record, DISTURBANCE.assessor, i, length, looking.assessors),
        ...sure(certainty[i]),
        ...happened(record, dates, looking),
      },
      DISTURBANCE.cause,
    )
  })
  return differing(claims)
}

/** When a disturbance happened; what has no day had happened by the time it was seen. */
function happened(
  record: EamenaRecord,
  dates: Record<'from' | 'to' | 'on' | 'before', string | undefined>,
  { reported }: Looking,
): Pick<ImportedClaim, 'valid' | 'qualifier'> {
  const day = (mode: keyof typeof dates) => {
    const given = dates[mode] ?? ''
    const known = parseDay(given)
    if (given !== '' && known === null) record.refuse(DISTURBANCE[mode], 'day')
    return known
  }
  const [on, before, from, to] = [day('on'), day('before'), day('from'), day('to')]
  if (on !== null) return { valid: formatDay(on), qualifier: 'on' }
  if (from !== null && to !== null && from <= to)
    return { valid: `${formatDay(from)}/${formatDay(to)}`, qualifier: 'once_between' }
  if (from !== null && to !== null) {
    record.refuse(DISTURBANCE.from, 'day')
    record.leave(DISTURBANCE.to)
  }
  const latest = to ?? before ?? reported
  if (from !== null && to === null && from <= latest)
    return { valid: `${formatDay(from)}/${formatDay(latest)}`, qualifier: 'once_between' }
  return { valid: `[..${formatDay(latest)}]`, qualifier: 'once_between' }
}

function effectsOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const [column, beside] = ['Effect Type', 'Effect Certainty']
  const effects = record.list(column)
  const certainties = lined(record.list(beside), effects.length)
  if (certainties === null) record.refuse(beside, 'lists_differ')
  const claims = effects.flatMap((effect, i) => {
    const certainty = certainties?.[i] ?? ''
    if (effect === '' && certainty === '') return []
    const said = told('Effect', effect, '', 'certainty', certainty)
    return claimOf(
      record,
      looking,
      { property: 'statement', words: said, ...sure(certainty) },
      column,
    )
  })
  return differing(claims)
}

const THREAT = {
  category: 'Threat Category',
  cause: 'Threat Cause Type',
  probability: 'Threat Probability',
  assessor: 'Threat Inference Making Assessor Name - Actor',
}

/** Threats from the day of the report on; one whose cause our list lacks, or that says that none is seen, in words. */
function threatsOf(record: EamenaRecord, looking: Looking) {
  const causes = record.list(THREAT.cause)
  const length = Math.max(
    causes.length,
    causes.length === 0 ? record.list(THREAT.category).length : 0,
  )
  const beside = (column: string) => {
    const list = lined(record.list(column), length)
    if (list === null) record.refuse(column, 'lists_differ')
    return list ?? Array<string>(length).fill('')
  }
  const [categories, probabilities] = [beside(THREAT.category), beside(THREAT.probability)]
  const threats: ImportedThreat[] = []
  const claims: ImportedClaim[] = []
  for (let i = 0; i < length; i++) {
    const [term, category, probability] = [
      causes[i] ?? '',
      categories[i] ?? '',
      probabilities[i] ?? '',
    ]
    if (term === '' && category === '' && probability === '') continue
    const said = told('Threat', term, category, 'probability', probability)
    const assessors = sayers(record, THREAT.assessor, i, length, looking.assessors)
    const cause = words.EAMENA_CAUSES[term]
    const known = category === '' ? 'unknown' : words.EAMENA_CATEGORIES[category]
    const likely = probability === '' ? 'not_stated' : words.EAMENA_PROBABILITIES[probability]
    if (!cause || !known || !likely || cause === ONLY_IN_WORDS[0] || known === 'not_applicable')
      claims.push(
        claimOf(record, looking, { property: 'statement', words: said, assessors }, THREAT.cause),
      )
    else
      threats.push({
        category: known,
        cause,
        probability: likely,
        valid: `${formatDay(looking.reported)}/..`,
        words: said,
        reported: looking.reported,
        assessors,
      })
  }
  return { threats: differing(threats), claims: differing(claims) }
}

/** From what time the place is said to be. No years are given, so it is only sure that it stood when it was assessed. */
function periodOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const columns = [
    'Cultural Period Type',
    'Cultural Period Certainty',
    'Cultural Sub-period Type',
    'Cultural Sub-period Certainty',
  ]
  if (record.set('Cultural Period Type').length === 0) return []
  const said = columns.flatMap((column) => {
    const values = record.list(column).filter((value) => value !== '')
    return values.length > 0 ? `${column}: ${values.join(', ')}` : []
  })
  const people = sayers(record, 'Date Inference Making Actor Name', 0, 1, looking.assessors)
  const valid = { valid: `[..${formatDay(looking.reported)}]`, qualifier: 'once_between' as const }
  return [
    claimOf(
      record,
      looking,
      { property: 'construction_date', words: said.join('; '), assessors: people, ...valid },
      'Cultural Period Type',
    ),
  ]
}

function whereabouts(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const columns = ['Address', 'Administrative Division', 'Country Type']
  const said = columns.flatMap((column) => record.text(column) || [])
  const type = record.text('Administrative Division Type')
  if (said.length === 0) return []
  const place = said.join('; ') + (type ? ` (Administrative Division Type: ${type})` : '')
  return [claimOf(record, looking, { property: 'location', words: place }, columns[0] as string)]
}

/** Descriptions, comments and designations are sentences of their own. */
function descriptions(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const description = record.text('General Description')
  const types = record.set('General Description Type').join(' and ') || 'General Description'
  const designations = record.set('Designation')
  return [
    ...(description
      ? [
          claimOf(
            record,
            looking,
            { property: 'statement', words: `${types}: ${description}`.slice(0, 9000) },
            'General Description',
          ),
        ]
      : []),
    ...designations.map((list) =>
      claimOf(
        record,
        looking,
        { property: 'statement', words: `Designation: ${list}` },
        'Designation',
      ),
    ),
  ]
}

/** "Disturbance: Fire; category: Natural; certainty: High", without what is not said. */
function told(
  what: string,
  term: string,
  category: string,
  measure: string,
  value: string,
): string {
  const parts = [`${what}: ${term || 'not named'}`]
  if (category) parts.push(`category: ${category}`)
  if (value) parts.push(`${measure}: ${value}`)
  return parts.join('; ')
}

function sure(term: string | undefined): { certainty?: Certainty } {
  const certainty = words.EAMENA_CERTAINTIES[term ?? '']
  return certainty ? { certainty } : {}
}

/** What is said several times in the same way is said once. */
function differing<T>(list: T[]): T[] {
  const seen = new Set<string>()
  return list.filter((one) => {
    const key = JSON.stringify(one)
    return !seen.has(key) && seen.add(key)
  })
}
