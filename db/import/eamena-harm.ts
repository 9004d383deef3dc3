import { formatDay, parseDay } from '../domain/dates'
import { besides, claimOf, differing, sure, told } from './eamena-claim'
import { type Looking, sayers } from './eamena-looking'
import type { EamenaRecord } from './eamena-record'
import * as words from './eamena-words'
import type { ImportedClaim, ImportedThreat } from './shape'

/* What has harmed a place and what may: disturbances, effects and threats, each an entry of columns that line up. */

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
export function causesOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const causes = record.list(DISTURBANCE.cause)
  const categories = record.list(DISTURBANCE.category)
  const length = causes.length || categories.length
  const beside = besides(record, length)
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

/** Each effect with its certainty, in words. */
export function effectsOf(record: EamenaRecord, looking: Looking): ImportedClaim[] {
  const column = 'Effect Type'
  const effects = record.list(column)
  const certainties = besides(record, effects.length)('Effect Certainty')
  const claims = effects.flatMap((effect, i) => {
    const certainty = certainties[i] ?? ''
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
export function threatsOf(record: EamenaRecord, looking: Looking) {
  const causes = record.list(THREAT.cause)
  const length = causes.length || record.list(THREAT.category).length
  const beside = besides(record, length)
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
    const cause = words.termOf(words.EAMENA_CAUSES, term)
    const known = category === '' ? 'unknown' : words.termOf(words.EAMENA_CATEGORIES, category)
    const likely =
      probability === '' ? 'not_stated' : words.termOf(words.EAMENA_PROBABILITIES, probability)
    if (!cause || !known || !likely || cause === 'no_visible' || known === 'not_applicable')
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
