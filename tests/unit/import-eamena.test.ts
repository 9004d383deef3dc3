import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EamenaRecord } from '../../db/import/eamena-record'
import { saidOf } from '../../db/import/eamena-said'

/** What is said of the condition of a place that is fair, with the columns given. */
function conditionOf(columns: Record<string, string>) {
  const properties = { 'EAMENA ID': 'EAMENA-1', 'Overall Condition State Type': 'Fair', ...columns }
  const { claims } = saidOf(new EamenaRecord(1, properties))
  return claims.find(({ property }) => property === 'condition') ?? assert.fail('no condition')
}

test('who looked on the newest day comes first, where each day has somebody', () => {
  const dates = { 'Assessment Activity Date': '2015-03-01, 2021-06-01' }
  const sayersOf = (people: string) =>
    conditionOf({ ...dates, 'Assessment Investigator - Actor': people }).assessors
  assert.deepEqual(sayersOf('Old, New'), ['New', 'Old'])
  assert.deepEqual(sayersOf('One, Two, Three'), ['One', 'Two', 'Three'])
})

test('a visit was made on its day, whatever pictures there are; a look from above is dated by them', () => {
  const pictures = { 'GE Imagery Acquisition Date': '2013-02-02' }
  const seenBy = (dates: string, types: string) => {
    const { observed, valid, method } = conditionOf({
      ...pictures,
      'Assessment Activity Date': dates,
      'Assessment Activity Type': types,
    })
    assert.equal(observed, valid)
    return [observed, method]
  }
  const [VISIT, ABOVE] = ['Field Assessment', 'Image Interpretation']
  assert.deepEqual(seenBy('2021-06-01', VISIT), ['2021-06-01', 'field_visit'])
  assert.deepEqual(seenBy('2021-06-01', ABOVE), ['2013-02-02', 'satellite_image'])
  const two = '2010-06-01, 2021-06-01'
  assert.deepEqual(seenBy(two, `${ABOVE}, ${VISIT}`), ['2021-06-01', 'field_visit'])
  assert.deepEqual(seenBy(two, `${VISIT}, ${ABOVE}`), ['2013-02-02', 'satellite_image'])
})

test('a word that every object has is no term', () => {
  const columns = {
    'EAMENA ID': 'EAMENA-1',
    'Assessment Activity Date': '2021-06-01',
    'Assessment Investigator - Actor': 'New',
    'Investigator Role Type': 'constructor',
    'Overall Condition State Type': 'constructor',
    'Effect Type': 'Collapse',
    'Effect Certainty': 'constructor',
    'Threat Category': 'constructor',
    'Threat Cause Type': 'toString',
    'Threat Probability': 'valueOf',
  }
  const record = new EamenaRecord(1, columns)
  const { claims, threats } = saidOf(record)
  assert.deepEqual(threats, [])
  assert.deepEqual(
    claims.map(({ property, certainty }) => [property, certainty]),
    [
      ['statement', undefined],
      ['statement', undefined],
    ],
  )
  assert.deepEqual(
    record.problems.map(({ column, reason }) => [column, reason]),
    [['Overall Condition State Type', 'unknown_value']],
  )
  assert.equal(record.assessors.get('New')?.part.en, 'Assessor')
})
