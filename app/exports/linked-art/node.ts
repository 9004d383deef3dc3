import { type Day, FIRST_DAY, formatDay, LAST_DAY, requireBounds } from '../../../db/domain/dates'
import { clockParams, href, type PinnedView } from '../../../db/domain/filter'
import { CROSSWALK } from '../../../db/domain/headline'
import { type Bilingual, type Condition, type Headline, LANGS } from '../../../db/domain/vocabulary'
import type { Head } from '../../../db/store/chain'
import { both } from '../view-facts'

/** A node of a Linked Art document, as its JSON. */
export type Node = { [key: string]: unknown; id?: string; type?: string }

/** Where a record is described: by which register, at which view of which site. */
export type At = { origin: string; siteSlug: string; view: PinnedView; head: Head }

/** The lists whose terms stand in Linked Art documents, as the messages name them. */
type List =
  | 'conditions'
  | 'headlines'
  | 'monumentKinds'
  | 'properties'
  | 'infoGrades'
  | 'reliabilities'
  | 'sourceClasses'
  | 'sourceKinds'
  | 'stances'
  | 'certainties'
  | 'eventKinds'
  | 'methods'
  | 'flags'
  | 'sensitivities'

/** Languages by the terms of the Getty's Art & Architecture Thesaurus, as Linked Art names them. */
const LANGUAGES: Record<string, Node> = {
  en: { id: 'http://vocab.getty.edu/aat/300388277', type: 'Language', _label: 'English' },
  ar: { id: 'http://vocab.getty.edu/aat/300387843', type: 'Language', _label: 'Arabic' },
}

/** The lasting name of a record: its page, without clocks, language English. */
export const iri = {
  site: ({ origin, siteSlug }: At) => `${origin}/en/${siteSlug}`,
  place: ({ origin, siteSlug }: At, slug: string) => `${origin}/en/${siteSlug}/${slug}`,
  claim: ({ origin }: At, id: string) => `${origin}/en/claims/${encodeURIComponent(id)}`,
  assessment: ({ origin }: At, id: string) => `${origin}/en/assessments/${encodeURIComponent(id)}`,
  /** A threat has no page of its own but its history. */
  threat: ({ origin }: At, id: string) => `${origin}/en/history/${encodeURIComponent(id)}`,
  source: ({ origin }: At, id: string) => `${origin}/en/sources/${encodeURIComponent(id)}`,
  term: ({ origin }: At, list: List, code: string) => `${origin}/en/about#${list}-${code}`,
}

/** A record's page at the clocks and revision of the view. */
export function pageOf(at: At, id: string): Node {
  const address = href(id, clockParams(at.view))
  return {
    type: 'LinguisticObject',
    digitally_carried_by: [
      { type: 'DigitalObject', access_point: [{ id: address, type: 'DigitalObject' }] },
    ],
  }
}

/** A term of a vocabulary, with its label and the terms of others that say the same. */
export function term(at: At, list: List, code: string): Node {
  const label = both(({ t }) => t(`vocab.${list}.${code}`))
  const equivalent =
    list === 'conditions' || list === 'headlines' ? equivalents(list, code as never) : []
  return {
    id: iri.term(at, list, code),
    type: 'Type',
    _label: label.en,
    identified_by: names(label),
    ...(equivalent.length > 0 ? { equivalent } : {}),
  }
}

/** What EAMENA, UNOSAT, Historic England and Wikidata call a condition; only Wikidata's terms have addresses. */
function equivalents(list: 'conditions' | 'headlines', code: Condition | Headline): Node[] {
  const row = CROSSWALK.find((r) => (list === 'conditions' ? r.eamena : r.headline) === code)
  if (!row) return []
  const eamena = both(({ t }) => t(`vocab.conditions.${row.eamena}`)).en
  return [
    ...(row.wikidata
      ? [{ id: `http://www.wikidata.org/entity/${row.wikidata}`, type: 'Type' }]
      : []),
    ...[
      ['EAMENA', eamena],
      ['UNOSAT', row.unosat],
      ['Historic England', row.historicEngland],
    ].flatMap(([scheme, name]) => (name ? [{ type: 'Type', _label: `${scheme}: ${name}` }] : [])),
  ]
}

/** Names in each language that has one. */
export function names(name: Bilingual): Node[] {
  return LANGS.flatMap((lang) => (name[lang] ? [nameNode(name[lang], lang)] : []))
}

/** One name in its language. */
export function nameNode(content: string, lang: string): Node {
  return { type: 'Name', content, language: [language(lang)] }
}

/** A text in a language, as something that was said about a thing. */
export function statement(content: string, lang: string | null, kind?: Node): Node {
  return {
    type: 'LinguisticObject',
    content,
    ...(lang ? { language: [language(lang)] } : {}),
    ...(kind ? { classified_as: [kind] } : {}),
  }
}

/** Statements of ours in each language that has one. */
export function statements(text: Bilingual | null): Node[] {
  return LANGS.flatMap((lang) => (text?.[lang] ? [statement(text[lang], lang)] : []))
}

/** The days between which an EDTF date lies, with the date as it was typed. */
export function timespan(edtf: string): Node {
  const { earliest, latest } = requireBounds(edtf)
  return {
    type: 'TimeSpan',
    _label: edtf,
    ...bounded('begin_of_the_begin', earliest, 'T00:00:00Z'),
    ...bounded('end_of_the_end', latest, 'T23:59:59Z'),
  }
}

/** One day as a time-span. */
export function dayspan(day: Day): Node {
  return timespan(formatDay(day))
}

/** `key` with the moment; open ends and years that the format cannot write are left out. */
function bounded(key: string, day: Day, time: string): Node {
  if (day === FIRST_DAY || day === LAST_DAY) return {}
  const text = formatDay(day)
  return /^\d{4}-/.test(text) ? { [key]: `${text}${time}` } : {}
}

function language(lang: string): Node {
  return (
    LANGUAGES[lang] ?? {
      type: 'Language',
      _label: lang,
      identified_by: [{ type: 'Identifier', content: lang }],
    }
  )
}
