import type { Day } from './dates'

/**
 * The first day on which a claim could be known (DESIGN §2): the day it was itself reported, where it says one, or else
 * the latest day of its source's published window.
 */
export function claimKnownFrom(
  claim: { reported?: Day | null },
  source: { publishedLatest: Day },
): Day {
  return claim.reported ?? source.publishedLatest
}

/**
 * The first day on which an assessment or a threat could be known: when the last of its *establishing* claims was.
 * Corroboration never delays it. Throws when nothing establishes it.
 */
export function adopterKnownFrom(establishing: readonly { knownFrom: Day }[]): Day {
  if (establishing.length === 0) throw new Error('nothing establishes it: at least one claim must')
  return Math.max(...establishing.map((claim) => claim.knownFrom))
}
