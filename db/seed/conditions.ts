import type { Condition } from '../domain/vocabulary'

/** The fact sheet's codes for the state after an event. */
export const FACT_SHEET_CODES = [
  'intact',
  'minor_damage',
  'damaged',
  'severely_damaged',
  'partly_destroyed',
  'destroyed',
  'looted',
  'threatened',
  'restored',
  'unknown',
] as const
export type FactSheetCode = (typeof FACT_SHEET_CODES)[number]

/**
 * The one mapping from the fact sheet's codes to the condition scale. *Partly destroyed* is Very bad, since EAMENA keeps
 * Destroyed for places of which nothing stands. *Looted*, *threatened* and *restored* tell what happened or may happen,
 * not what state a thing is in: they are events or flags, and null here.
 */
export const CONDITION_OF_CODE: Readonly<Record<FactSheetCode, Condition | null>> = {
  intact: 'good',
  minor_damage: 'fair',
  damaged: 'poor',
  severely_damaged: 'very_bad',
  partly_destroyed: 'very_bad',
  destroyed: 'destroyed',
  unknown: 'unknown',
  looted: null,
  threatened: null,
  restored: null,
}
