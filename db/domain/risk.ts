import type { Bilingual, Probability, RiskBand, RiskDecision } from './vocabulary'
import { PROBABILITIES } from './vocabulary'

/*
 * The ICCROM–CCI ABC risk method (Michalski and Pedersoli 2016). A score is an editor's judgement in half points, each
 * whole point a factor of ten; everything else is computed from it, and nothing is ever assumed where there is none.
 */

/** A range of half points from 0.5 to 5: the least, the likeliest and the most that the evidence allows. */
export type Estimate = { low: number; likely: number; high: number }

/** The three components, in the method's order. */
export const SCORE_PARTS = ['a', 'b', 'c'] as const
export type ScorePart = (typeof SCORE_PARTS)[number]

/** An ABC score (ICCROM–CCI risk method): frequency or rate, loss to each affected item, share of value affected. */
export type RiskScore = Record<ScorePart, Estimate> & { rationale: Bilingual }

/** What a score comes to. `magnitude` runs from 1.5 to 15; `uncertainty` is the width of its range, in points. */
export type Risk = {
  magnitude: Estimate
  band: RiskBand
  uncertainty: number
  isHigh: boolean
  isUncertain: boolean
  decision: RiskDecision
}

/** The least likely magnitude of each band, the worst first (ABC manual; *low* is what remains). */
export const BAND_FLOORS: readonly (readonly [RiskBand, number])[] = [
  ['catastrophic', 13.5],
  ['extreme', 11.5],
  ['high', 9.5],
  ['medium', 7.5],
  ['low', 0],
]

/**
 * From here on a magnitude counts as high in the decision grid. The method names no number; this is ours: the floor of
 * the band *high*, which the manual describes as loss to be expected within a century.
 */
export const HIGH_MAGNITUDE = 9.5

/**
 * A wider range than this, in points, counts as high uncertainty in the decision grid. The method names no number; this
 * is ours: over two points the worst case is more than a hundred times the best, and the two call for different plans.
 */
export const WIDE_RANGE = 2

/** Computes magnitude, band, uncertainty and the cell of the decision grid; the likeliest magnitude decides. */
export function riskOf(score: Pick<RiskScore, ScorePart>): Risk {
  const sum = (bound: keyof Estimate) =>
    SCORE_PARTS.reduce((total, part) => total + score[part][bound], 0)
  const magnitude = { low: sum('low'), likely: sum('likely'), high: sum('high') }
  const uncertainty = magnitude.high - magnitude.low
  const isHigh = magnitude.likely >= HIGH_MAGNITUDE
  const isUncertain = uncertainty > WIDE_RANGE
  return {
    magnitude,
    band: bandOf(magnitude.likely),
    uncertainty,
    isHigh,
    isUncertain,
    decision: decisionOf(isHigh, isUncertain),
  }
}

/** The band that a magnitude falls in. */
export function bandOf(magnitude: number): RiskBand {
  return BAND_FLOORS.find(([, floor]) => magnitude >= floor)?.[0] ?? 'low'
}

/** What the method advises for one cell of its decision grid. */
export function decisionOf(isHigh: boolean, isUncertain: boolean): RiskDecision {
  if (isHigh) return isUncertain ? 'review_soon' : 'treat_soon'
  return isUncertain ? 'review_later' : 'no_action'
}

type Ranked = { id: string; probability: Probability; score: RiskScore | null }

/**
 * The order in which threats are ranked: scored ones first, by likeliest magnitude, then by what it may be at worst and
 * at least; the others by probability as the vocabulary lists it. Ties fall to the id, so that order never varies.
 */
export function byRisk(a: Ranked, b: Ranked): number {
  if (a.score && b.score) {
    const [left, right] = [riskOf(a.score).magnitude, riskOf(b.score).magnitude]
    const order = right.likely - left.likely || right.high - left.high || right.low - left.low
    if (order !== 0) return order
  } else if (a.score || b.score) return a.score ? -1 : 1
  return (
    PROBABILITIES.indexOf(a.probability) - PROBABILITIES.indexOf(b.probability) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  )
}
