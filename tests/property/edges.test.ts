import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIRST_DAY, LAST_DAY, requireBounds } from '../../db/domain/dates'
import { spansOf } from '../../db/domain/spans'
import { type Evidence, statusAt } from '../../db/domain/status'
import { QUALIFIERS, type Qualifier } from '../../db/domain/vocabulary'
import { MEANS } from '../support/edtf-forms'

const KNOWN = 17_000
const SUBJECT = 'temple'

/*
 * What one record dated so says on the days around each end of its date, for every form and qualifier: written out
 * from DESIGN §2 day by day, without the code's own rules.
 */
for (const [edtf] of MEANS)
  for (const qualifier of QUALIFIERS)
    test(`${edtf.trim()}, ${qualifier}: right before, at, in and after its ends`, () => {
      const { earliest, latest } = requireBounds(edtf)
      const known = evidence(edtf.trim(), qualifier)
      const spans = spansOf(known)
      for (const asOf of daysAround(earliest, latest))
        for (const knownAt of [KNOWN - 1, KNOWN, KNOWN + 1]) {
          const status = statusAt(known, { asOf, knownAt })
          const said = knownAt >= KNOWN
          // Throughout a period it is so from the first day on; else surely from the last, and possibly from the first.
          const surely = said && asOf >= (qualifier === 'throughout' ? earliest : latest)
          const possibly = said && !surely && asOf >= earliest && qualifier !== 'throughout'
          const at = `${asOf - earliest} days from its first, ${asOf - latest} from its last`
          assert.equal(status.headline, surely ? 'damaged' : 'unknown', at)
          assert.equal(status.maybe, possibly ? 'damaged' : null, at)
          const isDuring = said && earliest <= asOf && asOf <= latest
          assert.equal(status.atRisk, isDuring, `threat, ${at}`)
          assert.equal(status.underIntervention, isDuring, `works, ${at}`)
          const span = spans.find(
            (s) =>
              s.validFrom <= asOf &&
              asOf < s.validTo &&
              s.knownFrom <= knownAt &&
              knownAt < s.knownTo,
          )
          assert.deepEqual(span?.status, status, at)
        }
    })

/** Each end, the days beside it, and one in the middle. */
function daysAround(earliest: number, latest: number): number[] {
  const middle = Math.floor((earliest + latest) / 2)
  const days = [earliest, middle, latest].flatMap((day) => [day - 1, day, day + 1])
  return days.filter((day) => day >= FIRST_DAY && day <= LAST_DAY)
}

/** An assessment, a threat and works, all of one date. */
function evidence(valid: string, qualifier: Qualifier): Evidence {
  const dated = { valid, qualifier, ...requireBounds(valid), knownFrom: KNOWN, subjectId: SUBJECT }
  return {
    monumentId: SUBJECT,
    principalId: null,
    partIds: [],
    assessments: [{ id: 'a', ...dated, property: 'condition', value: 'poor', questionId: null }],
    threats: [{ id: 't', ...dated, probability: 'probable', endKnownFrom: KNOWN }],
    events: [{ id: 'e', ...dated, kind: 'restored' }],
    claims: [],
    adoptions: [],
  }
}
