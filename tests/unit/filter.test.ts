import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseDay } from '../../db/domain/dates'
import { clockParams, EVERYTHING, href, parseView, viewParams } from '../../db/domain/filter'
import { property } from '../property/each-seed'
import { randomView } from '../support/random-view'

const parse = (query: string, also?: string[]) => parseView(new URLSearchParams(query), also)
const problemsOf = (query: string) => {
  const parsed = parse(query)
  return parsed.ok ? [] : parsed.problems.map((p) => [p.param, p.value, p.code])
}

describe('a view and its address', () => {
  property(
    'say the same, either way',
    fc.tuple(
      randomView,
      fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: null }),
      fc.integer({ min: 1, max: 2000 }),
    ),
    ([view, rev, page]) => {
      const asked = { ...view, rev, page, text: view.text.trim() }
      const parsed = parseView(viewParams(asked))
      assert.deepEqual(parsed, { ok: true, view: { ...asked, ...inOrder(asked) } })
      if (parsed.ok)
        assert.equal(
          String(viewParams(parsed.view)),
          String(viewParams({ ...asked, ...inOrder(asked) })),
        )
    },
  )

  property(
    'whatever is typed into an address gives a view or reasons',
    fc.webQueryParameters(),
    (query) => {
      const parsed = parse(query)
      if (!parsed.ok) assert.ok(parsed.problems.length > 0)
    },
  )

  test('empty values count as absent', () => {
    assert.deepEqual(parse('q=&asOf=&status=&sort=&dir=&rev='), { ok: true, view: EVERYTHING })
  })

  test('lists may be repeated or joined by commas, in any order and twice', () => {
    const view = { ...EVERYTHING, headlines: ['destroyed', 'damaged'] }
    for (const query of [
      'status=damaged&status=destroyed',
      'status=damaged,destroyed',
      'status=destroyed&status=destroyed,damaged',
    ])
      assert.deepEqual(parse(query), { ok: true, view })
  })

  test('only the clocks and the pin go along to other pages', () => {
    const view = { ...EVERYTHING, asOf: parseDay('2016-12-11'), rev: 3, text: 'arch' }
    assert.equal(
      href('/en/palmyra/events', clockParams(view)),
      '/en/palmyra/events?asOf=2016-12-11&rev=3',
    )
    assert.equal(href('/en/palmyra', clockParams(EVERYTHING)), '/en/palmyra')
  })

  test('parameters of others are let through by name', () => {
    assert.deepEqual(parse('saved=3', ['saved']), { ok: true, view: EVERYTHING })
    assert.deepEqual(parse('_rsc=abc'), { ok: true, view: EVERYTHING })
  })

  const refused: [query: string, ...problem: [string, string, string]][] = [
    ['colour=red', 'colour', 'red', 'unknown_param'],
    ['status=ruined', 'status', 'ruined', 'unknown_value'],
    ['flag=maybe', 'flag', 'maybe', 'unknown_value'],
    ['kind=pyramid', 'kind', 'pyramid', 'unknown_value'],
    ['sort=price', 'sort', 'price', 'unknown_value'],
    ['dir=up', 'dir', 'up', 'unknown_value'],
    ['asOf=2015-02-29', 'asOf', '2015-02-29', 'not_a_day'],
    ['asOf=2015-08', 'asOf', '2015-08', 'not_a_day'],
    ['knownAt=tomorrow', 'knownAt', 'tomorrow', 'not_a_day'],
    ['rev=0', 'rev', '0', 'not_a_rev'],
    ['rev=-1', 'rev', '-1', 'not_a_rev'],
    ['rev=1.5', 'rev', '1.5', 'not_a_rev'],
    ['page=0', 'page', '0', 'not_a_page'],
    ['page=two', 'page', 'two', 'not_a_page'],
    ['rev=99999999999', 'rev', '99999999999', 'not_a_rev'],
    [`q=${'x'.repeat(201)}`, 'q', `${'x'.repeat(40)}…`, 'too_long'],
  ]
  for (const [query, ...problem] of refused)
    test(`${query.slice(0, 30)} is refused with its reason`, () =>
      assert.deepEqual(problemsOf(query), [problem]))

  test('every problem is told at once', () => {
    assert.equal(problemsOf('asOf=x&knownAt=y&rev=z&status=a,b&sort=c').length, 6)
  })
})

/** Lists in the vocabulary's order: the order in which they are asked for means nothing. */
function inOrder({ headlines, flags, kinds }: typeof EVERYTHING) {
  const parsed = parseView(
    new URLSearchParams([
      ...headlines.map((v) => ['status', v]),
      ...flags.map((v) => ['flag', v]),
      ...kinds.map((v) => ['kind', v]),
    ]),
  )
  return parsed.ok
    ? { headlines: parsed.view.headlines, flags: parsed.view.flags, kinds: parsed.view.kinds }
    : {}
}
