import { createTranslator } from 'use-intl/core'
import type { Say, Translate } from '../../components/say'
import { LANGS, type Lang } from '../../db/domain/vocabulary'
import { messages as ar } from './ar'
import { describeDate, describeDay } from './dates'
import { messages as en } from './en'

const MESSAGES = { en, ar }

export type { Say, Translate }

/** How a page in `lang` speaks; what components are given in place of the messages. */
export function sayIn(lang: Lang): Say {
  const t = translator(lang)
  return {
    lang,
    t,
    date: (edtf, qualifier) => describeDate(t, lang, edtf, qualifier),
    day: (day) => describeDay(lang, day),
    at: (path) => path,
    pin: (path) => path,
  }
}

/** The translator of one language; a missing message throws. Digits are 0–9 in both, so that dates and figures can be compared and copied. */
export function translator(lang: Lang): Translate {
  cache[lang] ??= createTranslator({
    locale: lang === 'ar' ? 'ar-u-nu-latn' : 'en',
    messages: MESSAGES[lang],
    timeZone: 'UTC',
    onError: (error) => {
      throw error
    },
  }) as unknown as Translate
  return cache[lang]
}

const cache: Partial<Record<Lang, Translate>> = {}

/** Writing direction of a language. */
export function dirOf(lang: Lang): 'ltr' | 'rtl' {
  return lang === 'ar' ? 'rtl' : 'ltr'
}

/** Narrows a path segment to an interface language. */
export function isLang(value: string): value is Lang {
  return (LANGS as readonly string[]).includes(value)
}
