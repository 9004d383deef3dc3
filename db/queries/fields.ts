import type { LonLat } from '../domain/place'
import type { RiskScore } from '../domain/risk'
import { type Bilingual, LANGS, type Lang, type Qualifier } from '../domain/vocabulary'
import { canonicalJson } from '../store/chain'
import { labelOf, labelsOf, listsOf } from '../store/labels'
import { contentOf } from '../store/save'
import { type Named, nameRecord, type Past, type Version } from './past'

/** One value of a record, ready to be said in either language. `lang` null: in no language of its own. */
export type Value =
  | { type: 'text'; text: string; lang: string | null }
  | { type: 'label'; label: Bilingual }
  | { type: 'date'; edtf: string; qualifier: Qualifier }
  | { type: 'day'; day: number }
  | { type: 'language'; code: string }
  | { type: 'truth'; is: boolean }
  | { type: 'records'; records: Named[] }
  | { type: 'line'; points: LonLat[] }

/** A filled-in field of one version; `lang` tells the two halves of a bilingual text apart. */
export type Field = { name: string; lang: Lang | null; value: Value; raw: string }

/** What a version made of one field. `before` null: it was added; `after` null: removed. */
export type FieldChange = {
  name: string
  lang: Lang | null
  before: Value | null
  after: Value | null
}

type Labels = Record<string, Bilingual>

/** Computed from the date beside them, and so no news. */
const DERIVED = new Set(['id', 'earliest', 'latest', 'takenEarliest', 'takenLatest'])
const DAYS = new Set([
  'knownFrom',
  'endKnownFrom',
  'publishedLatest',
  'observedLatest',
  'reported',
  'best',
])
/** Columns that hold ids of other records. */
export const RECORDS = new Set(
  'siteId partOf principalId subjectId sourceId eventId questionId targetId claimId fromId toId personId sources descriptionSources monumentId redacts beforeId'.split(
    ' ',
  ),
)
const LANGUAGES = new Set(['lang', 'wordsLang'])
/** Columns in which the register's compilers write English prose. */
const ENGLISH = new Set(['basis', 'note', 'provenance', 'codedBy', 'assessor', 'text', 'handling'])

/** The filled-in fields of a version. `labels` are those stored with it; null for changes older than stored labels. */
export function fieldsOf(past: Past, version: Version, labels: Labels | null): Field[] {
  const content = contentOf(version.row)
  const coded = labels ?? labelsOf(version.kind, content) ?? {}
  const lists = listsOf(version.kind, content)
  return Object.entries(content)
    .filter(([name]) => !DERIVED.has(name))
    .flatMap(([name, stored]): Field[] => {
      const raw = canonicalJson(stored)
      const list = lists[name]
      if (list !== undefined && typeof stored === 'string') {
        const label = coded[name] ?? labelOf(list, stored) ?? { en: stored }
        return [{ name, lang: null, value: { type: 'label', label }, raw }]
      }
      if (RECORDS.has(name)) {
        const records = [stored].flat().flatMap((id) => nameRecord(past, String(id)) ?? [])
        return records.length > 0
          ? [{ name, lang: null, value: { type: 'records', records }, raw }]
          : []
      }
      if (isBilingual(stored)) return halves(name, stored)
      if (name === 'score') return scoreFields(stored as RiskScore)
      return [{ name, lang: null, value: plainValue(name, stored, content), raw }]
    })
}

/** What differs between two versions, in the order of the fields; the first version has nothing before it. */
export function changedFields(before: Field[], after: Field[]): FieldChange[] {
  const key = (f: Field) => `${f.name} ${f.lang}`
  const [was, is] = [before, after].map((list) => new Map(list.map((f) => [key(f), f])))
  return [...new Map([...(was ?? []), ...(is ?? [])]).values()].flatMap((f) => {
    const [old, now] = [was?.get(key(f)), is?.get(key(f))]
    if (old?.raw === now?.raw) return []
    return [{ name: f.name, lang: f.lang, before: old?.value ?? null, after: now?.value ?? null }]
  })
}

function plainValue(name: string, stored: unknown, content: Record<string, unknown>): Value {
  if (typeof stored === 'boolean') return { type: 'truth', is: stored }
  if (DAYS.has(name) && typeof stored === 'number') return { type: 'day', day: stored }
  if (name === 'line') return { type: 'line', points: stored as LonLat[] }
  if (LANGUAGES.has(name)) return { type: 'language', code: String(stored) }
  if (isDate(name, content))
    return {
      type: 'date',
      edtf: String(stored),
      qualifier: name === 'valid' ? (content.qualifier as Qualifier) : 'on',
    }
  const text =
    typeof stored === 'string' || typeof stored === 'number' ? stored : canonicalJson(stored)
  return { type: 'text', text: String(text), lang: langOf(name, content) }
}

function isDate(name: string, { property }: Record<string, unknown>): boolean {
  if (name === 'value') return property === 'event_date' || property === 'construction_date'
  return name === 'valid' || name === 'observed' || name === 'published' || name === 'taken'
}

function langOf(name: string, content: Record<string, unknown>): string | null {
  if (name === 'words') return String(content.wordsLang)
  if (name === 'form' || name === 'title') return (content.lang as string | undefined) ?? null
  return ENGLISH.has(name) ? 'en' : null
}

function isBilingual(stored: unknown): stored is Bilingual {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    !Array.isArray(stored) &&
    Object.keys(stored).every((key) => (LANGS as readonly string[]).includes(key))
  )
}

function halves(name: string, text: Bilingual): Field[] {
  return LANGS.flatMap((lang) => {
    const half = text[lang]
    return half === undefined
      ? []
      : [{ name, lang, value: { type: 'text' as const, text: half, lang }, raw: half }]
  })
}

function scoreFields({ rationale, ...estimates }: RiskScore): Field[] {
  const text = Object.entries(estimates)
    .map(([part, e]) => `${part.toUpperCase()} ${e.low}–${e.likely}–${e.high}`)
    .join(' · ')
  return [
    { name: 'score', lang: null, value: { type: 'text', text, lang: null }, raw: text },
    ...halves('scoreRationale', rationale),
  ]
}
