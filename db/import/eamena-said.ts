import { formatDay } from '../domain/dates'
import { claimOf } from './eamena-claim'
import { causesOf, effectsOf, threatsOf } from './eamena-harm'
import { DATE, type Looking, lookingOf, sayers } from './eamena-looking'
import type { EamenaRecord } from './eamena-record'
import * as words from './eamena-words'
import type { ImportedClaim, ImportedThreat } from './shape'

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

function conditionOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const column = 'Overall Condition State Type'
  return record.set(column).flatMap((term) => {
    const value = words.termOf(words.EAMENA_CONDITIONS, term)
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
