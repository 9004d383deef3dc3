import { randomBytes, randomUUID } from 'node:crypto'
import { parseDate, suggestedQualifier } from '../../../db/domain/dates'
import type { Reader } from '../../../db/domain/policy'
import { type Lang, QUALIFIERS } from '../../../db/domain/vocabulary'
import { type Call, editorOf } from '../../../db/mutations/call'
import type { DraftKey } from '../../../db/mutations/draft-ticket'
import { store } from '../../../db/store/open'
import type { Raw } from '../../_form-data'
import { sayIn } from '../../_i18n'
import type { LikelyShown } from './likely-sources'

export const VERSIONS = ['base', 'theirs', 'mine'] as const
export type Versions = Record<(typeof VERSIONS)[number], string>

/** One field on which a stale form and the register differ. `theirs` is what the register says now. */
export type Difference = {
  field: string
  label: string
  /** As the form sends it, and as people read it. */
  sent: Versions
  shown: Versions
  /** Both changed it: there is something to choose. */
  isBoth: boolean
  /** What the form holds now. */
  isMine: boolean
}

/** What editing forms are answered with beside errors. */
export type Aside = {
  /** What a typed date was understood to mean, by field. */
  echo?: Record<string, string>
  /** The version that a stale form collided with. */
  conflict?: { about: string; differences: Difference[] }
  /** Something to know before sending again. */
  notice?: string
  /** Sources that may be the one being entered. */
  likely?: LikelyShown[]
  /** The record that is in the way. */
  link?: { href: string; label: string }
}

/** Everything a mutation needs from outside. */
export function callOf<Input>(
  input: Input,
  reader: Reader,
  now: Date,
  draft: DraftKey | null = null,
): Call<Input> {
  const salt = randomBytes(16).toString('hex')
  editorOf(reader)
  return { store: store(), reader, now: now.toISOString(), newId: randomUUID, salt, input, draft }
}

/** The dates of a form in words, with the field of each date's qualifier where it has one. */
export function echoes(
  sent: Raw,
  lang: Lang,
  fields: Record<string, string | null>,
): Record<string, string> {
  const one = (name: string) => [sent[name] ?? ''].flat()[0] ?? ''
  const said = Object.entries(fields).flatMap(([field, qualifierField]): [string, string][] => {
    const echo = echo1(one(field), qualifierField === null ? '' : one(qualifierField), lang)
    return echo === null ? [] : [[field, echo]]
  })
  return Object.fromEntries(said)
}

/** One typed date in words, or null when it cannot be read. An unknown qualifier is taken from the date's form. */
export function echo1(typed: string, qualifier: string, lang: Lang): string | null {
  const parsed = parseDate(typed)
  if (!parsed.ok) return null
  const chosen = QUALIFIERS.find((q) => q === qualifier) ?? suggestedQualifier(parsed.edtf)
  const say = sayIn(lang)
  return say.t('forms.understood', { date: say.date(parsed.edtf, chosen) })
}
