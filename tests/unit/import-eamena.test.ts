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
