import type { Status } from '../../db/domain/status'
import {
  type Bilingual,
  FLAGS,
  type Headline,
  LANGS,
  type Lang,
  type Qualifier,
} from '../../db/domain/vocabulary'
import type { ClaimEntry } from '../../db/queries/dossier'
import type { CitedSource } from '../../db/queries/report'
import { type Say, sayIn } from '../_i18n'
import type { FlagWord, Mark, Text } from './document'

/** How the report speaks: everything is said once in each of its languages. */
export type Wording = {
  langs: Lang[]
  /** Something said by each language's voice. */
  each(say: (say: Say) => string): Text
  /** The same, said but once for each key. */
  once(key: string, say: (say: Say) => string): Text
  /** A message by its path, with the same values in each language. */
  label(key: string, values?: Record<string, string | number>): Text
  /** Text of our own; where no language of the report has it, the one that does. */
  own(text: Bilingual | null): Text
  /** What something is called, in every language that has a name for it. */
  names(name: Bilingual): Text
  date(edtf: string, qualifier: Qualifier): Text
  day(day: number): Text
  mark(headline: Headline, maybe: Headline | null): Mark
  flags(status: Pick<Status, 'atRisk' | 'underIntervention' | 'contested'>): FlagWord[]
  /** The report's numbers of the sources of some claims, rising, each once. */
  refs(claims: Pick<ClaimEntry, 'source'>[]): number[]
  refsOf(sourceIds: string[]): number[]
}

/** The wording of a report in one language or both, that cites these sources. */
export function wording(langs: Lang[], sources: CitedSource[]): Wording {
  const numbers = new Map(sources.map((s) => [s.id, s.number]))
  const each: Wording['each'] = (said) => langs.map((lang) => ({ lang, text: said(sayIn(lang)) }))
  const kept = new Map<string, Text>()
  const sayOnce = (among: Map<string, Text>, key: string, say: (say: Say) => string): Text => {
    const said = among.get(key) ?? each(say)
    among.set(key, said)
    return said
  }
  const once: Wording['once'] = (key, say) => sayOnce(kept, key, say)
  const label: Wording['label'] = (key, values) =>
    values ? each(({ t }) => t(key, values)) : sayOnce(fixedIn(langs), key, ({ t }) => t(key))
  const refsOf = (ids: string[]) =>
    [...new Set(ids.flatMap((id) => numbers.get(id) ?? []))].sort((a, b) => a - b)
  return {
    langs,
    each,
    once,
    label,
    own: (text) => {
      const runs = (among: readonly Lang[]) =>
        among.flatMap((lang) => (text?.[lang] ? [{ lang, text: text[lang] }] : []))
      const own = runs(langs)
      return own.length > 0 ? own : runs(LANGS)
    },
    names: (name) => LANGS.flatMap((lang) => (name[lang] ? [{ lang, text: name[lang] }] : [])),
    date: (edtf, qualifier) =>
      once(`date ${edtf} ${qualifier}`, (say) => say.date(edtf, qualifier)),
    day: (day) => once(`day ${day}`, (say) => say.day(day)),
    mark: (headline, maybe) => ({
      headline,
      status: label(`vocab.headlines.${headline}`),
      possibly:
        maybe &&
        each(({ t }) => t('report.register.possibly', { headline: t(`vocab.headlines.${maybe}`) })),
    }),
    flags: (status) => {
      const up = {
        at_risk: status.atRisk,
        under_intervention: status.underIntervention,
        contested: status.contested,
      }
      return FLAGS.filter((flag) => up[flag]).map((flag) => ({
        flag,
        label: label(`vocab.flags.${flag}`),
      }))
    },
    refs: (claims) => refsOf(claims.map((c) => c.source.id)),
    refsOf,
  }
}

/** Messages without values are the same in every report, and too many to be worded anew for each. */
const fixed = new Map<string, Map<string, Text>>()

function fixedIn(langs: Lang[]): Map<string, Text> {
  const key = langs.join()
  const found = fixed.get(key) ?? new Map<string, Text>()
  fixed.set(key, found)
  return found
}

/** The language of a text as it was written: the one given, unless the text is in another script. */
export function scriptLang(text: string, lang: string | null): string {
  const isArabic = /\p{Script=Arabic}/u.test(text)
  return isArabic === (lang === 'ar') ? (lang ?? 'en') : isArabic ? 'ar' : 'en'
}
