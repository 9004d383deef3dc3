import * as v from '../domain/vocabulary'
import { labelOf } from '../store/labels'
import { EAMENA_CONDITIONS, EAMENA_KINDS } from './eamena-words'
import type { Coded } from './mapping'

/** How a word is compared: small letters, single spaces, without marks above and below Arabic letters. */
export function wordKey(word: string): string {
  return word
    .normalize('NFKC')
    .replace(/[\u064b-\u0652\u0670\u0640]/g, '')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
}

const LISTS: Record<Coded, readonly string[]> = {
  kind: v.MONUMENT_KINDS,
  condition: v.CONDITIONS,
  method: v.METHODS,
}
/** The list of the vocabulary that a field's codes are from. */
export const LIST_OF: Record<Coded, string> = {
  kind: 'monumentKinds',
  condition: 'conditions',
  method: 'methods',
}

/**
 * Words of other scales for conditions: UNOSAT's classes of damage, Historic England's and EAMENA's words. UNOSAT's
 * *possible damage* says how sure somebody is, not how bad it is, so it is *unknown*; its *no visible damage* is what was
 * seen from above.
 */
const CONDITIONS: Record<string, v.Condition> = {
  destroyed: 'destroyed',
  'severe damage': 'very_bad',
  'severely damaged': 'very_bad',
  severe: 'very_bad',
  'moderate damage': 'poor',
  'moderately damaged': 'poor',
  moderate: 'poor',
  'possible damage': 'unknown',
  'no visible damage': 'good',
  'no damage': 'good',
  undamaged: 'good',
  intact: 'good',
  'slight damage': 'fair',
  'slightly damaged': 'fair',
  damaged: 'poor',
  'very poor': 'very_bad',
  optimal: 'good',
  'unknown / uncertain': 'unknown',
  uncertain: 'unknown',
  'could not be surveyed': 'not_visible',
  جيدة: 'good',
  مقبولة: 'fair',
  متوسطة: 'fair',
  ضعيفة: 'poor',
  سيئة: 'poor',
  'سيئة جدا': 'very_bad',
  مدمرة: 'destroyed',
  سليم: 'good',
  سليمة: 'good',
  متضرر: 'poor',
  متضررة: 'poor',
  مدمر: 'destroyed',
  'أضرار شديدة': 'very_bad',
  'أضرار متوسطة': 'poor',
  'أضرار طفيفة': 'fair',
  'غير محدد': 'unknown',
}

/** What a word stands for in one of our lists: a code, its label in either language, or a known word of another scale. */
export function codeOf(field: Coded, word: string): string | null {
  return WORDS[field].get(wordKey(word)) ?? null
}

/** The codes that words of a field can stand for. */
export function codesOf(field: Coded): readonly string[] {
  return LISTS[field]
}

const WORDS = Object.fromEntries(
  Object.entries(LISTS).map(([field, codes]) => {
    const words = new Map<string, string>()
    for (const code of codes) {
      words.set(wordKey(code), code)
      for (const label of Object.values(labelOf(LIST_OF[field as Coded], code) ?? {}))
        words.set(wordKey(label), code)
    }
    const more =
      field === 'condition'
        ? [...Object.entries(CONDITIONS), ...Object.entries(EAMENA_CONDITIONS)]
        : field === 'kind'
          ? EAMENA_KINDS
          : []
    for (const [word, code] of more) if (!words.has(wordKey(word))) words.set(wordKey(word), code)
    return [field, words]
  }),
) as Record<Coded, Map<string, string>>
