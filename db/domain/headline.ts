import type { Condition, Headline } from './vocabulary'

/** One row of the documented crosswalk (research in the README's About page); null where a scale has no class. */
export type Crosswalk = {
  headline: Headline
  eamena: Condition
  unosat: string | null
  historicEngland: string | null
  wikidata: string | null
}

/** Tadmor's headline beside EAMENA, UNOSAT, Historic England (buildings) and Wikidata P5816. */
export const CROSSWALK: readonly Crosswalk[] = [
  {
    headline: 'destroyed',
    eamena: 'destroyed',
    unosat: 'Destroyed',
    historicEngland: null,
    wikidata: 'Q56556915',
  },
  {
    headline: 'severely_damaged',
    eamena: 'very_bad',
    unosat: 'Severe damage',
    historicEngland: 'Very bad',
    wikidata: 'Q56557159',
  },
  {
    headline: 'damaged',
    eamena: 'poor',
    unosat: 'Moderate damage',
    historicEngland: 'Poor',
    wikidata: null,
  },
  {
    headline: 'slightly_damaged',
    eamena: 'fair',
    unosat: 'Moderate or possible damage',
    historicEngland: 'Fair',
    wikidata: null,
  },
  {
    headline: 'no_known_damage',
    eamena: 'good',
    unosat: 'No visible damage',
    historicEngland: 'Good',
    wikidata: 'Q56557591',
  },
  {
    headline: 'not_visible',
    eamena: 'not_visible',
    unosat: null,
    historicEngland: null,
    wikidata: null,
  },
  { headline: 'unknown', eamena: 'unknown', unosat: null, historicEngland: null, wikidata: null },
]

/** The share that a mark of each headline is filled: as much as is lost, so that its shape tells it without colour. */
export const LOSS: Record<Headline, number> = {
  destroyed: 1,
  severely_damaged: 0.75,
  damaged: 0.5,
  slightly_damaged: 0.25,
  no_known_damage: 0,
  not_visible: 0,
  unknown: 0,
}

const BY_CONDITION = Object.fromEntries(
  CROSSWALK.map((row) => [row.eamena, row.headline]),
) as Record<Condition, Headline>

/** The rule that gave a headline: the principal structure is gone, the whole was assessed, or nobody looked. */
export type HeadlineRule = 'principal_destroyed' | 'whole' | 'none'

/**
 * The headline of a monument (DESIGN §1): *destroyed* when its principal structure is destroyed, otherwise the
 * assessment of the whole; null stands for "no assessment in force".
 */
export function headlineOf(
  whole: Condition | null,
  principal: Condition | null,
): { headline: Headline; rule: HeadlineRule } {
  if (principal === 'destroyed') return { headline: 'destroyed', rule: 'principal_destroyed' }
  if (whole === null) return { headline: 'unknown', rule: 'none' }
  return { headline: BY_CONDITION[whole], rule: 'whole' }
}
