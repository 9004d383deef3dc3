import { type Day, formatDay } from '../../db/domain/dates'
import type { Lang, Qualifier } from '../../db/domain/vocabulary'
import { type Translate, translator } from './index'

/**
 * What an EDTF date means, in words: "on 30 Aug 2015", "some day between 26 Dec 2016 and 10 Jan 2017",
 * "throughout 2016", "from 20 May 2015 on". Expects a date that `parseDate` accepts. Forms of the standard
 * that have no wording here (masked digits, lists of more than two) are told as they were typed.
 */
export function describeDate(t: Translate, lang: Lang, edtf: string, qualifier: Qualifier): string {
  const text = edtf.trim()
  const set = /^[[{](.*)[\]}]$/.exec(text)?.[1]
  if (set !== undefined) return describeSet(t, lang, set, text)
  if (text.includes('/')) return describeInterval(t, lang, text, qualifier)
  const date = datePhrase(t, text)
  if (date === null) return asTyped(t, lang, text)
  if (qualifier === 'throughout') return t('common.dates.throughout', { date: date.words })
  if (date.isDay) return t('common.dates.on', { date: date.words })
  return qualifier === 'once_between'
    ? t('common.dates.someDayIn', { date: date.words })
    : t('common.dates.in', { date: date.words })
}

/** A day in words, without a preposition: "30 Aug 2015", "30 آب/أغسطس 2015". */
export function describeDay(lang: Lang, day: Day): string {
  const t = translator(lang)
  const iso = formatDay(day)
  return datePhrase(t, iso)?.words ?? asTyped(t, lang, iso)
}

function describeSet(t: Translate, lang: Lang, inner: string, text: string): string {
  const range = inner.split('..')
  if (range.length === 2) return describeRange(t, lang, range as [string, string], text)
  const members = inner.split(',').map((member) => datePhrase(t, member.trim())?.words)
  const [first, second] = members
  if (members.length === 2 && first && second) return t('common.dates.either', { first, second })
  return members.length === 1 && first
    ? t('common.dates.in', { date: first })
    : asTyped(t, lang, text)
}

function describeRange(t: Translate, lang: Lang, ends: [string, string], text: string): string {
  const [from, to] = ends.map((end) => datePhrase(t, end.trim())?.words)
  if (from && to) return t('common.dates.between', { from, to })
  if (from && !ends[1].trim()) return t('common.dates.someDayFrom', { from })
  if (to && !ends[0].trim()) return t('common.dates.someDayUntil', { to })
  return asTyped(t, lang, text)
}

function describeInterval(t: Translate, lang: Lang, text: string, qualifier: Qualifier): string {
  const ends = text.split('/') as [string, string]
  const isOpen = (end: string) => end === '..' || end === ''
  const [from, to] = ends.map((end) => datePhrase(t, end)?.words)
  if (from && to) {
    return t(qualifier === 'throughout' ? 'common.dates.fromTo' : 'common.dates.between', {
      from,
      to,
    })
  }
  if (from && isOpen(ends[1])) return t('common.dates.from', { from })
  if (to && isOpen(ends[0])) return t('common.dates.until', { to })
  return asTyped(t, lang, text)
}

/** One date without its preposition, and whether it names a single day; null for a form that has no wording. */
function datePhrase(t: Translate, text: string): { words: string; isDay: boolean } | null {
  const match = /^(-?\d{4,6}|-?\d{2,3}X{1,2})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)$/.exec(text)
  if (!match) return null
  const [, year = '', month, day, mark] = match
  const plain = plainPhrase(t, year, month, day)
  if (plain === null) return null
  return {
    words: mark ? t(MARKS[mark as Mark], { date: plain }) : plain,
    isDay: day !== undefined,
  }
}

type Mark = '~' | '?' | '%'
const MARKS: Record<Mark, string> = {
  '~': 'common.dates.about',
  '?': 'common.dates.perhaps',
  '%': 'common.dates.perhapsAbout',
}

function plainPhrase(t: Translate, year: string, month?: string, day?: string): string | null {
  if (year.includes('X')) return month === undefined ? maskedYears(t, year) : null
  const years = yearPhrase(t, year)
  if (month === undefined) return years
  const number = Number(month)
  if (number >= 21 && number <= 24) {
    return t('common.dates.season', { season: t(`common.dates.seasons.${number}`), year: years })
  }
  if (number < 1 || number > 12) return null
  const name = t(`common.dates.months.${number}`)
  if (day === undefined) return t('common.dates.month', { month: name, year: years })
  return t('common.dates.day', { day: String(Number(day)), month: name, year: years })
}

/** EDTF counts a year 0: it is 1 BCE, -0001 is 2 BCE. */
function yearPhrase(t: Translate, year: string): string {
  const number = Number(year)
  if (number <= 0) return t('common.dates.bce', { year: String(1 - number) })
  return number < 1000 ? t('common.dates.ce', { year: String(number) }) : String(number)
}

/** `199X` is a decade, `01XX` the hundred years from 100 on. */
function maskedYears(t: Translate, year: string): string | null {
  const decade = /^(\d{3})X$/.exec(year)?.[1]
  if (decade) return t('common.dates.decade', { year: String(Number(decade) * 10) })
  const century = /^(\d{2})XX$/.exec(year)?.[1]
  return century
    ? t('common.dates.century', {
        from: String(Number(century) * 100),
        to: String(Number(century) * 100 + 99),
      })
    : null
}

/** Isolated, since a date's digits and signs would reorder inside Arabic text. */
function asTyped(t: Translate, lang: Lang, text: string): string {
  return t('common.dates.asTyped', { date: lang === 'ar' ? `\u2066${text}\u2069` : text })
}

/** A moment to the minute, in UTC, as it is written in both languages: `2026-11-22 12:00`. */
export function inMinutes(moment: Date): string {
  return moment.toISOString().slice(0, 16).replace('T', ' ')
}
