import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDay } from '../../db/domain/dates'
import { DomainError } from '../../db/domain/errors'
import { readReportAddress } from '../../db/domain/report-address'
import {
  optionParams,
  PAPERS,
  parseOptions,
  REPORT_LANGS,
  REPORT_SECTIONS,
  type ReportOptions,
} from '../../db/domain/report-options'

const DAY = parseDay('2017-03-02') ?? 0
const AROUND = { asOf: DAY, today: DAY + 1, lang: 'ar' } as const

const anyOptions: fc.Arbitrary<ReportOptions> = fc
  .record({
    sections: fc.subarray([...REPORT_SECTIONS]),
    paper: fc.constantFrom(...PAPERS),
    lang: fc.constantFrom(...REPORT_LANGS),
    since: fc.option(fc.integer({ min: 0, max: DAY })),
  })
  .map(({ sections, since, ...rest }) => ({
    ...rest,
    sections: sections.filter((s) => s !== 'claims' || sections.includes('sheets')),
    since: sections.includes('changes') ? since : null,
  }))

test('options come back from their own address, which is the only one they have', () => {
  fc.assert(
    fc.property(anyOptions, (options) => {
      const params = optionParams(options)
      const read = parseOptions(params, AROUND)
      assert.deepEqual(read, { options, problems: [] })
      assert.equal(String(optionParams(read.options)), String(params))
    }),
    { seed: 6 },
  )
})

test('an address without options asks for the whole report on A4, in the language of who asks', () => {
  const { options } = read('section=&paper=&since=')
  assert.deepEqual(options, { sections: REPORT_SECTIONS, paper: 'a4', lang: 'ar', since: null })
  assert.equal(String(optionParams(options)), 'lang=ar')
})

test('sections are taken in the order of the report, however they are named, each once', () => {
  const { options } = read('section=sources,register&section=none&section=summary&section=register')
  assert.deepEqual(options.sections, ['summary', 'register', 'sources'])
  assert.deepEqual(read('section=none').options.sections, [])
  assert.equal(String(optionParams(read('section=none').options)), 'section=none&lang=ar')
  const all = REPORT_SECTIONS.map((s) => `section=${s}`).join('&')
  assert.equal(String(optionParams(read(`${all}&section=none`).options)), 'lang=ar')
})

test('what has no effect is left out: claims without sheets, a day without the changes since', () => {
  const { options } = read('section=summary&section=claims&since=2016-12-11')
  assert.equal(String(optionParams(options)), 'section=summary&lang=ar')
})

test('what cannot be used is told with the name of its parameter', () => {
  const { problems } = read('section=summary&section=gossip&paper=a3&lang=fr&since=2016-13-01')
  assert.deepEqual(
    problems.map((p) => [p.param, p.value, p.code]),
    [
      ['since', '2016-13-01', 'not_a_day'],
      ['section', 'gossip', 'unknown_value'],
      ['paper', 'a3', 'unknown_value'],
      ['lang', 'fr', 'unknown_value'],
    ],
  )
  assert.equal(read('since=2017-03-03').problems[0]?.code, 'reversed')
})

test('a report’s pinned address tells its options; one that cannot be used is no such address', () => {
  const address = '/exports/palmyra/report.pdf?asOf=2017-03-02&knownAt=2017-03-02&rev=1'
  const asked = readReportAddress(
    `${address}&section=summary&section=changes&since=2016-12-11&paper=letter&lang=both`,
  )
  assert.deepEqual(asked.options, {
    sections: ['summary', 'changes'],
    paper: 'letter',
    lang: 'both',
    since: parseDay('2016-12-11'),
  })
  assert.throws(() => readReportAddress(`${address}&section=gossip&lang=en`), DomainError)
})

function read(query: string) {
  return parseOptions(new URLSearchParams(query), AROUND)
}
