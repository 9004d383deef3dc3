import type { Translate } from '../../../components/say'
import * as v from '../../../db/domain/vocabulary'

/** The vocabulary list of each field that holds a code, and its codes. */
const LISTS: Record<string, [list: string, codes: readonly string[]]> = {
  access: ['accesses', v.ACCESSES],
  certainty: ['certainties', v.CERTAINTIES],
  class: ['sourceClasses', v.SOURCE_CLASSES],
  condition: ['conditions', v.CONDITIONS],
  horizon: ['horizons', v.HORIZONS],
  infoGrade: ['infoGrades', v.INFO_GRADES],
  kind: ['monumentKinds', v.MONUMENT_KINDS],
  method: ['methods', v.METHODS],
  probability: ['probabilities', v.PROBABILITIES],
  qualifier: ['qualifiers', v.QUALIFIERS],
  reliability: ['reliabilities', v.RELIABILITIES],
  sensitivity: ['sensitivities', v.SENSITIVITIES],
  stance: ['stances', v.STANCES],
  unescoFactor: ['unescoFactors', v.UNESCO_FACTORS],
}

/** What a field of a form holds as people read it: a code in words, a ticked box as a tick, anything else as it is. */
export function inWords(t: Translate, field: string, value: string): string {
  const [list, codes] = LISTS[field.split(':')[0] ?? ''] ?? ['', []]
  if (codes.includes(value)) return t(`vocab.${list}.${value}`)
  return value === 'on' ? '✓' : value
}
