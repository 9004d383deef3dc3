import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIRST_DAY, formatDay, parseDay, requireBounds } from '../../db/domain/dates'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { type Lane, layOut, legendOf, type Stretch } from '../../db/domain/timeline'
import type { EventKind, Headline } from '../../db/domain/vocabulary'
import { register } from '../../db/queries/register'
import { timelineOf } from '../../db/queries/timeline'
import { pinView } from '../../db/queries/view'
import type { RecordChange } from '../../db/store/records'
import { loadRows } from '../../db/store/rows'
import { save } from '../../db/store/save'
import { NOW, palmyraRegister, smallRegister, someone } from '../support/small-register'

const day = (text: string) => parseDay(text) ?? assert.fail(text)
const bar = (from: number, to: number, headline: Headline, maybe: Headline | null = null) => ({
  ...{ from, to, headline, maybe, contested: false },
  ...{ assessmentId: null, principalAssessmentId: null },
})
const event = (kind: EventKind, valid: string) => ({ kind, ...requireBounds(valid) })
const lane = (
  stretches: Stretch[],
  events: ReturnType<typeof event>[] = [],
  looks: number[] = [],
): Lane<ReturnType<typeof event>> => ({ id: 'a', stretches, events, looks })
const unknownTo = (asOf: number) => bar(FIRST_DAY, asOf + 1, 'unknown')

test('the figure begins with the year of the eve of the first change or loss, not with what else is known', () => {
  const asOf = day('2026-11-22')
  const from = (...lanes: Parameters<typeof layOut>[0]) => formatDay(layOut(lanes, [], asOf).from)
  const changed = bar(day('2015-08-30'), asOf + 1, 'destroyed')
  const bel = lane(
    [bar(FIRST_DAY, day('2015-08-30'), 'unknown'), changed],
    [event('threatened', '2011-03')],
  )
  assert.equal(from(bel), '2015-01-01')
  assert.equal(from(bel, lane([unknownTo(asOf)], [event('looted', '2012-09')])), '2012-01-01')
  const newYear = day('2014-01-01')
  const early = [bar(FIRST_DAY, newYear, 'unknown'), bar(newYear, asOf + 1, 'damaged')]
  assert.equal(from(lane(early)), '2013-01-01')
  // Antiquity does not squeeze the years that everybody asks about; nothing known still needs an axis.
  assert.equal(from(bel, lane([unknownTo(asOf)], [event('damaged', '0273')])), '2015-01-01')
  assert.equal(from(lane([unknownTo(asOf)], [event('assessed', '2009')])), '2008-01-01')
  assert.equal(from(lane([unknownTo(asOf)])), '2025-01-01')
  assert.equal(from(), '2025-01-01')
})

test('bars fill the axis without gaps, and none is too short to be seen', () => {
  const asOf = day('2026-11-22')
  const edges = ['2015-10-03', '2015-10-04', '2015-10-05', '2026-11-21', '2026-11-22'].map(day)
  const starts = [FIRST_DAY, ...edges]
  const { rows, from } = layOut(
    [lane(starts.map((s, n) => bar(s, starts[n + 1] ?? asOf + 1, 'damaged')))],
    [],
    asOf,
  )
  const bars = rows[0]?.bars ?? []
  assert.equal(bars.length, 6)
  bars.forEach((b, n) => {
    assert.equal(b.start, bars[n - 1]?.end ?? 0)
    assert.ok(b.end - b.start >= 1 / 121, String(n))
  })
  assert.equal(bars.at(-1)?.end, 1)
  // An edge with room on both sides stays where its day is.
  assert.equal(bars[1]?.start, ((edges[0] as number) - from) / (asOf + 1 - from))
})

test('nothing is drawn after the day that the figure is of, or before its first', () => {
  const asOf = day('2016-12-11')
  const held = [event('held', '2015-05-20/2016-03-27'), event('held', '2016-12-11/2017-03-02')]
  const gone = event('damaged', '2015-10-25')
  const figure = layOut(
    [lane([unknownTo(asOf)], [event('assessed', '1930'), gone], [day('1930-01-01'), asOf])],
    held,
    asOf,
  )
  assert.equal(formatDay(figure.from), '2015-01-01')
  assert.deepEqual(
    figure.rows[0]?.events.map((e) => e.kind),
    ['damaged'],
  )
  assert.deepEqual(
    figure.rows[0]?.looks.map((l) => l.day),
    [asOf],
  )
  assert.equal(figure.bands.at(-1)?.end, 1)
  assert.deepEqual(
    figure.bands.map((b) => b.isShaded),
    [false, true],
  )
  for (const { start, end } of [...figure.bands, ...(figure.rows[0]?.events ?? [])])
    assert.ok(0 <= start && start < end && end <= 1)
})

test('the axis has a line for each month, quarter, year or decade, and room for its labels', () => {
  const labels = (asOf: string, change: string) => {
    const last = day(asOf)
    const changed = [bar(FIRST_DAY, day(change), 'unknown'), bar(day(change), last + 1, 'damaged')]
    return layOut([lane(changed)], [], last).ticks
  }
  assert.equal(
    labels('2026-11-22', '2015-08-30')
      .map((t) => t.label)
      .join(' '),
    '2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025 2026',
  )
  assert.deepEqual(
    labels('2016-06-30', '2016-02-01').map((t) => t.label),
    ['2015-01', '2015-04', '2015-07', '2015-10', '2016-01', '2016-04'],
  )
  assert.deepEqual(
    labels('2026-11-22', '1935-01-05')
      .map((t) => t.label)
      .slice(0, 3),
    ['1935', '1945', '1955'],
  )
  for (const asOf of ['2016-01-01', '2026-01-05', '0003-02-03']) {
    const ticks = labels(asOf, asOf)
    assert.ok(ticks.length > 0 && ticks.length <= 16)
    assert.ok(ticks.filter((t) => t.isMajor).length <= 8)
    for (const { at, label } of ticks) assert.ok(label === null || at < 0.97)
  }
})

test('numbers of short bands that follow each other stand on different levels', () => {
  const asOf = day('2026-11-22')
  const changed = [
    bar(FIRST_DAY, day('2012-05-01'), 'unknown'),
    bar(day('2012-05-01'), asOf + 1, 'damaged'),
  ]
  const { bands } = layOut(
    [lane(changed)],
    ['2011/2015', '2016-01/2016-03', '2016-03/2016-06', '2016-06/2016-08', '2018/..'].map((v) =>
      event('held', v),
    ),
    asOf,
  )
  assert.deepEqual(
    bands.map((b) => b.level),
    [0, 0, 1, 2, 0],
  )
})

test('the legend explains what is shown and nothing else', () => {
  const asOf = day('2016-12-11')
  const bars = [
    bar(FIRST_DAY, day('2016-03-01'), 'unknown'),
    bar(day('2016-03-01'), asOf + 1, 'unknown', 'damaged'),
  ]
  assert.deepEqual(legendOf(layOut([lane(bars, [event('looted', '2016-03-05')])], [], asOf)), {
    headlines: ['damaged', 'unknown'],
    marks: ['maybe', 'harm'],
  })
})

test('the timeline of Palmyra shows what the fact sheet says', async () => {
  const palmyra = await palmyraRegister()
  const { db } = palmyra.store
  const told = async (query: Partial<typeof EVERYTHING>) => {
    const pinned = await pinView(db, { ...EVERYTHING, ...query }, NOW)
    const { rows } = await register(db, NOBODY, 'palmyra', pinned)
    return timelineOf(db, NOBODY, 'palmyra', rows, pinned)
  }
  const stretches = (figure: Awaited<ReturnType<typeof told>>, id: string) =>
    figure.rows
      .find((row) => row.id === id)
      ?.stretches.map((s) => [s.from === FIRST_DAY ? '' : formatDay(s.from), s.headline, s.maybe])
  const today = await told({})
  assert.equal(formatDay(today.from), '2012-01-01')
  assert.deepEqual(stretches(today, 'bel')?.at(-1), ['2015-08-30', 'destroyed', null])
  assert.deepEqual(stretches(today, 'arch')?.slice(1), [
    ['2015-10-03', 'unknown', 'destroyed'],
    ['2015-10-04', 'destroyed', null],
  ])
  assert.deepEqual(stretches(today, 'tetrapylon')?.slice(2), [
    ['2016-04-30', 'no_known_damage', null],
    ['2016-12-26', 'no_known_damage', 'destroyed'],
    ['2017-01-10', 'destroyed', null],
  ])
  assert.deepEqual(
    today.bands.filter((b) => b.actor === 'Islamic State').map((b) => b.valid),
    ['2015-05-20/2016-03-27', '2016-12-11/2017-03-02'],
  )
  assert.equal(today.bands.length, 6)
  const then = await told({ asOf: day('2017-01-12'), knownAt: day('2017-01-15') })
  assert.deepEqual(stretches(then, 'tetrapylon')?.at(-1), ['2016-04-30', 'no_known_damage', null])
  assert.ok(then.rows.every((row) => row.events.every((e) => e.knownFrom <= day('2017-01-15'))))
  assert.equal(then.bands.length, 3)
  await palmyra.close()
})

test('what a reader may not see is in no timeline', async () => {
  const small = await smallRegister()
  const { db } = small.store
  const rowsFor = async (reader: Reader) => {
    const pinned = await pinView(db, EVERYTHING, NOW)
    const places = [{ id: 'temple' }, { id: 'cella', partOf: 'temple' }]
    return (await timelineOf(db, reader, 'site', places, pinned)).rows
  }
  const hide = async (kind: 'event' | 'monument', id: string) => {
    const before = (await loadRows(db, { siteId: 'site' }, null))[kind].find((r) => r.id === id)
    assert.ok(before)
    const { recordedRev: _recorded, retiredRev: _retired, ...row } = before
    const changes = [
      { op: 'correct', kind, before, row: { ...row, sensitivity: 'restricted' } } as RecordChange,
    ]
    const actor = { id: 'x', name: 'X' }
    await save(small.store, () => ({ actor, at: NOW, reason: 'Hides', salt: id, changes }))
  }
  const eventsFor = async (reader: Reader) => (await rowsFor(reader)).map((r) => r.events.length)
  assert.deepEqual(await eventsFor(NOBODY), [1, 0])
  await hide('event', 'blast')
  assert.deepEqual(await eventsFor(NOBODY), [0, 0])
  assert.deepEqual(await eventsFor(someone('editor')), [1, 0])
  await hide('monument', 'temple')
  assert.deepEqual(await eventsFor(NOBODY), [])
  assert.deepEqual(await eventsFor(someone('editor')), [1, 0])
  await small.close()
})
