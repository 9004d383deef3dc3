import { type Day, FIRST_DAY, LAST_DAY } from './dates'
import { type Evidence, type Status, statusAt } from './status'

/** A half-open rectangle of (valid day × known day) in which a status holds. */
export type Span = { validFrom: Day; validTo: Day; knownFrom: Day; knownTo: Day; status: Status }

/**
 * The derived status at every pair of clocks, as rectangles that cover the plane without overlap: the cached form of
 * `statusAt`, so that a register can be filtered and sorted at any clocks by an indexed range query.
 */
export function spansOf(evidence: Evidence): Span[] {
  const finished: Span[] = []
  let open: Span[] = []
  for (const [knownFrom, knownTo] of pairs(knownBreaks(evidence))) {
    const column = validRuns(evidence, knownFrom, knownTo)
    const continued = new Set<Span>()
    open = column.map((run) => {
      const before = open.find(
        (s) =>
          s.validFrom === run.validFrom && s.validTo === run.validTo && same(s.status, run.status),
      )
      if (!before) return run
      continued.add(before)
      before.knownTo = knownTo
      return before
    })
    for (const span of open) if (!continued.has(span)) finished.push(span)
  }
  return finished
}

/** Along one stretch of the known clock, the runs of the valid clock with one status each, in order and without gaps. */
export function validRuns(evidence: Evidence, knownFrom: Day, knownTo: Day): Span[] {
  const runs: Span[] = []
  for (const [validFrom, validTo] of pairs(validBreaks(evidence, knownFrom))) {
    const status = statusAt(evidence, { asOf: validFrom, knownAt: knownFrom })
    const last = runs.at(-1)
    if (last && same(last.status, status)) last.validTo = validTo
    else runs.push({ validFrom, validTo, knownFrom, knownTo, status })
  }
  return runs
}

function knownBreaks({ assessments, claims, threats, events }: Evidence): Day[] {
  return [...assessments, ...claims, ...threats, ...events]
    .flatMap((r) => r.knownFrom)
    .concat(threats.flatMap((t) => t.endKnownFrom ?? []))
}

/** Days on which an answer can change: a date's first day, its last, and the day after. */
function validBreaks({ assessments, claims, threats, events }: Evidence, knownAt: Day): Day[] {
  const dated = [...assessments, ...claims, ...threats, ...events].filter(
    (r) => r.knownFrom <= knownAt,
  )
  return dated
    .flatMap((r) => [r.earliest, r.latest, r.latest + 1])
    .concat(claims.flatMap((c) => c.observedLatest ?? []))
}

/** Neighbouring breaks as half-open stretches from the beginning of time to its end. */
function pairs(breaks: Day[]): [Day, Day][] {
  const inner = [...new Set(breaks)]
    .filter((d) => d > FIRST_DAY && d <= LAST_DAY)
    .sort((a, b) => a - b)
  const starts = [FIRST_DAY, ...inner]
  return starts.map((from, i) => [from, starts[i + 1] ?? LAST_DAY + 1])
}

function same(a: Status, b: Status): boolean {
  return (Object.keys(a) as (keyof Status)[]).every((key) => a[key] === b[key])
}
