import type { Option } from '../../../components/form/fields'
import { languageName } from '../../../components/language-name'
import type { Say, Translate } from '../../../components/say'
import { shownIn } from '../../../db/domain/retyped'
import type { Bilingual, Lang } from '../../../db/domain/vocabulary'

/** The codes of a vocabulary list in words; `defined` adds what each means. */
export function codes(
  t: Translate,
  list: string,
  values: readonly string[],
  defined = false,
): Option[] {
  return values.map((value) => {
    const label = t(`vocab.${list}.${value}`)
    return {
      value,
      label: defined ? `${label} — ${t(`vocab.definitions.${list}.${value}`)}` : label,
    }
  })
}

/** Languages that sources on the Near East come in, and whatever else is asked for, named in the page's language. */
export function languages(say: Say, ...others: (string | null)[]): Option[] {
  const given = others.filter((code): code is string => code !== null)
  const all = [...new Set([...USUAL, ...given])]
  return all.map((value) => ({ value, label: languageName(say, value) }))
}

const USUAL = [
  'en',
  'ar',
  'fr',
  'de',
  'es',
  'it',
  'ru',
  'tr',
  'fa',
  'he',
  'ku',
  'nl',
  'pl',
  'sv',
  'ja',
  'zh',
  'la',
  'el',
  'arc',
]

/** A name of our own as one line of text: in the page's language, or else in the other. */
export function nameIn({ lang }: Say, name: Bilingual, otherwise: string): string {
  return shownIn(name, lang) || otherwise
}

/** The language of a name that `nameIn` gives in the other one; undefined where it is in the page's. */
export function langOf({ lang }: Say, name: Bilingual): Lang | undefined {
  const other = lang === 'ar' ? 'en' : 'ar'
  return name[lang] === undefined && name[other] !== undefined ? other : undefined
}

/** A text cut to what fits one line of a list. */
export function clip(text: string, length = 90): string {
  return text.length > length ? `${text.slice(0, length).trimEnd()}…` : text
}
