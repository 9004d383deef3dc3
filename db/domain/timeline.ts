import { type Day, dayOf, formatDay, yearOf } from './dates'
import { validRuns } from './spans'
import type { Clocks, Evidence, Status } from './status'
import { type EventKind, HEADLINES, type Headline } from './vocabulary'

/** What of a status a bar of the timeline shows, and the assessments that it rests on. */
type Shown = Pick<
  Status,
  'headline' | 'maybe' | 'contested' | 'assessmentId' | 'principalAssessmentId'
>

/** Days `from` ≤ day < `to` through which everything that a bar shows stayed the same. */
export type Stretch = Shown & { from: Day; to: Day }

type Happening = { kind: EventKind; earliest: Day; latest: Day }

/** What is told of one monument up to a day: its condition without gaps, what happened, the days on which it was seen. */
export type Lane<E extends Happening> = {
  id: string
  stretches: Stretch[]
  events: E[]
  looks: Day[]
}

/** A place on the axis of the figure, from 0 at its first day to 1 behind its last. */
export type Placed = { start: number; end: number }

/** A line of the axis; the label is a year or, on short axes, a year and a month, for want of room not always shown. */
export type Tick = { at: number; label: string | null; isMajor: boolean }

/** A row of the figure. `bars` are the stretches that reach into it; `stretches` are all. */
export type Track<E extends Happening> = Omit<Lane<E>, 'events' | 'looks'> & {
  bars: (Stretch & Placed)[]
  events: (E & Placed)[]
  looks: { day: Day; at: number }[]
}

/** The condition timeline laid out: what the page and the report both draw. Days `from` to `to`, both shown. */
export type Figure<E extends Happening> = {
  from: Day
  to: Day
  ticks: Tick[]
  /** Who held the site, each other one shaded; where two numbers would touch, `level` sets the later one lower. */
  bands: (E & Placed & { isShaded: boolean; level: number })[]
  rows: Track<E>[]
}

/** The kinds of events that take something from a monument. */
const HARM: readonly EventKind[] = ['destroyed', 'damaged', 'looted']

/** No axis is longer, so that one ancient ruin does not squeeze the years that everybody asks about. */
const MOST_YEARS = 100
/** A bar shorter than this share of the axis is drawn as long, or a window of a few days could not be seen or touched. */
const SHORTEST = 1 / 120
/** The share of the axis that the number of a band needs on a narrow screen. */
const NUMBER_ROOM = 1 / 20
/** Months between lines of the axis, until there are few enough of them. */
const STEPS = [1, 3, 12, 24, 60, 120]
const MOST_TICKS = 16
const MOST_LABELS = 8
/** A label nearer to the end of the axis than this would run over it. */
const LABEL_ROOM = 0.04

/** The condition of a monument up to `asOf`, from all that was known by `knownAt`: `statusAt` on every single day. */
export function stretchesOf(evidence: Evidence, { asOf, knownAt }: Clocks): Stretch[] {
  const stretches: Stretch[] = []
  for (const { validFrom, validTo, status } of validRuns(evidence, knownAt, knownAt + 1)) {
    if (validFrom > asOf) break
    const to = Math.min(validTo, asOf + 1)
    const shown = shownOf(status)
    const last = stretches.at(-1)
    if (last && same(last, shown)) last.to = to
    else stretches.push({ from: validFrom, to, ...shown })
  }
  return stretches
}

/** The days up to `asOf` on which somebody is known to have looked, each once, in order. */
export function looksOf({ claims }: Pick<Evidence, 'claims'>, { asOf, knownAt }: Clocks): Day[] {
  const days = claims
    .filter((c) => c.knownFrom <= knownAt)
    .flatMap(({ observedLatest: day }) => (day !== null && day <= asOf ? day : []))
  return [...new Set(days)].sort((a, b) => a - b)
}

/** Lays lanes out between the first day worth showing and `asOf`; `held` are the times in which somebody held the site. */
export function layOut<E extends Happening>(lanes: Lane<E>[], held: E[], asOf: Day): Figure<E> {
  const from = firstDay(lanes, asOf)
  const share = (day: Day) => Math.min(1, Math.max(0, (day - from) / (asOf + 1 - from)))
  const place = <T extends Happening>(list: T[]) =>
    list
      .filter((e) => e.latest >= from && e.earliest <= asOf)
      .map((e) => ({ ...e, start: share(e.earliest), end: share(e.latest + 1) }))
  return {
    from,
    to: asOf,
    ticks: ticksOf(from, asOf, share),
    bands: levelled(place(held.map((e, n) => ({ ...e, isShaded: n % 2 === 1 })))),
    rows: lanes.map((lane) => ({
      ...lane,
      bars: barsOf(lane.stretches, from, share),
      events: place(lane.events),
      looks: lane.looks.filter((day) => day >= from).map((day) => ({ day, at: share(day) })),
    })),
  }
}

/** The marks that a figure shows besides the bars of each headline; message keys under `timeline.legend.`. */
export type FigureMark = 'maybe' | 'contested' | 'harm' | 'other' | 'period' | 'look' | 'band'

/** What a figure shows and its legend must explain. */
export function legendOf<E extends Happening>({
  rows,
  bands,
}: Figure<E>): {
  headlines: Headline[]
  marks: FigureMark[]
} {
  const bars = rows.flatMap((row) => row.bars)
  const events = rows.flatMap((row) => row.events)
  const isShown: Record<FigureMark, boolean> = {
    maybe: bars.some((bar) => bar.maybe !== null),
    contested: bars.some((bar) => bar.contested),
    harm: events.some(isHarm),
    other: events.some((event) => !isHarm(event)),
    period: events.some((event) => event.latest > event.earliest),
    look: rows.some((row) => row.looks.length > 0),
    band: bands.length > 0,
  }
  return {
    headlines: HEADLINES.filter((h) => bars.some((bar) => bar.headline === h || bar.maybe === h)),
    marks: (Object.keys(isShown) as FigureMark[]).filter((mark) => isShown[mark]),
  }
}

/** Whether an event took something from a monument. */
export function isHarm({ kind }: Pick<Happening, 'kind'>): boolean {
  return HARM.includes(kind)
}

/**
 * The first day of the figure: 1 January of the year that holds the eve of the first change, which is a change of a bar
 * that is shown or a loss; where there is none, of anything known. A year before that of `asOf` at the latest, a
 * hundred at the earliest.
 */
function firstDay(lanes: Lane<Happening>[], asOf: Day): Day {
  const oldest = dayOf(yearOf(asOf) - MOST_YEARS, 0, 1)
  const earliest = (days: Day[]) => Math.min(...days.filter((day) => day > oldest))
  const changes = lanes.flatMap(({ stretches, events }) => [
    ...stretches.slice(1).map((s) => s.from),
    ...events.filter(isHarm).map((e) => e.earliest),
  ])
  const others = lanes.flatMap(({ events, looks }) => [...events.map((e) => e.earliest), ...looks])
  const first = [earliest(changes), earliest(others), asOf].find(Number.isFinite) ?? asOf
  return dayOf(Math.min(yearOf(first - 1), yearOf(asOf) - 1), 0, 1)
}

function shownOf({
  headline,
  maybe,
  contested,
  assessmentId,
  principalAssessmentId,
}: Status): Shown {
  return { headline, maybe, contested, assessmentId, principalAssessmentId }
}

function same(a: Shown, b: Shown): boolean {
  return (Object.keys(b) as (keyof Shown)[]).every((key) => a[key] === b[key])
}

function barsOf(stretches: Stretch[], from: Day, share: (day: Day) => number) {
  const inside = stretches.filter((s) => s.to > from)
  const edges = spread([...inside.map((s) => share(s.from)), 1])
  return inside.map((s, n) => ({ ...s, start: edges[n] ?? 0, end: edges[n + 1] ?? 1 }))
}

/** Moves rising edges between 0 and 1 apart as little as it takes to leave `SHORTEST` between any two of them. */
function spread(edges: number[]): number[] {
  const gap = Math.min(SHORTEST, 1 / Math.max(1, edges.length - 1))
  const moved = [...edges]
  for (let n = 1; n < moved.length; n++)
    moved[n] = Math.max(moved[n] ?? 0, (moved[n - 1] ?? 0) + gap)
  moved[moved.length - 1] = 1
  for (let n = moved.length - 2; n > 0; n--)
    moved[n] = Math.min(moved[n] ?? 0, (moved[n + 1] ?? 1) - gap)
  return moved
}

function levelled<T extends Placed>(bands: T[]): (T & { level: number })[] {
  const ends: number[] = []
  return bands.map((band) => {
    const middle = (band.start + band.end) / 2
    const free = ends.findIndex((end) => end <= middle)
    const level = free === -1 ? ends.length : free
    ends[level] = middle + NUMBER_ROOM
    return { ...band, level }
  })
}

function ticksOf(from: Day, to: Day, share: (day: Day) => number): Tick[] {
  const months = (yearOf(to) - yearOf(from) + 1) * 12
  const step = STEPS.find((s) => months / s <= MOST_TICKS) ?? 240
  const days: Day[] = []
  for (let month = 0; month < months; month += step) days.push(dayOf(yearOf(from), month, 1))
  const shown = days.filter((day) => day <= to)
  const every = shown.length > MOST_LABELS ? 2 : 1
  return shown.map((day, n) => {
    const at = share(day)
    const text = formatDay(day).slice(0, step < 12 ? -3 : -6)
    return { at, label: at > 1 - LABEL_ROOM ? null : text, isMajor: n % every === 0 }
  })
}
