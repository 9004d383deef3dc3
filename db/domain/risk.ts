import type { Bilingual } from './vocabulary'

/** A range of half points from 0.5 to 5: the least, the likeliest and the most that the evidence allows. */
export type Estimate = { low: number; likely: number; high: number }

/** An ABC score (ICCROM–CCI risk method): frequency or rate, loss to each affected item, share of value affected. */
export type RiskScore = { a: Estimate; b: Estimate; c: Estimate; rationale: Bilingual }
