import { tokensOf } from '../domain/arabic'
import { type Excerpt, excerptOf } from '../domain/excerpt'
import type { PinnedView } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import { SEARCH_KINDS, type SearchKind } from '../domain/search-filter'
import type { Query } from '../domain/search-query'
import { type Clocks, type Status, statusAt } from '../domain/status'
import type { Bilingual, Lang, Qualifier } from '../domain/vocabulary'
import { evidenceOf, visibleRows } from '../store/evidence'
import { daysOfNotes, type Findable, findableIn, type Text, type TextOf } from '../store/findable'
import type { Row } from '../store/records'
import { loadRows, type Rows, rowsByRoot } from '../store/rows'
import type { Db } from '../store/store'
import { nameOf } from './dossier'
import type { Hit } from './search-hits'
import type { SiteEntry } from './sites'

/** A found text with its words marked, which of its record's texts it is, and the language that it is in. */
export type FoundText = Excerpt & { of: TextOf; lang: string }

/**
 * One record in a group: what it is, the part, event or site that it is about where that is not the group itself, its
 * date, its texts that hold the words, and the sources that say so.
 */
export type Find = {
  kind: SearchKind
  id: string
  /** The page of the monument or part that it stands on; null on the site's. */
  slug: string | null
  about: Bilingual | null
  date: { valid: string; qualifier: Qualifier } | null
  texts: FoundText[]
  sources: Row<'source'>[]
}

/** A monument, a site or a source with the best of what was found about it; `found` counts all of it. */
export type Group = { unit: string; found: number; finds: Find[] } & (
  | { kind: 'monument'; siteSlug: string; slug: string; name: Bilingual; status: Status }
  | { kind: 'site'; siteSlug: string; name: Bilingual }
  | { kind: 'source'; source: Row<'source'> }
)

/** What is asked, and the language that our own texts are preferably shown in. */
type Asked = { query: Query; lang: Lang }

/** The texts of a source that its heading shows. */
const HEADINGS: readonly TextOf[] = ['title', 'publisher']

const MOST_TEXTS = 2

/** The groups as a page shows them, from the rows of the revision asked for, `each` finds of every group. */
export async function groupsOf(
  db: Db,
  reader: Reader,
  view: PinnedView,
  asked: Asked,
  groups: { unit: string; hits: Hit[] }[],
  each: number,
  sites: SiteEntry[],
): Promise<Group[]> {
  const units = groups.map((group) => group.unit)
  const loaded = await loadRows(db, { roots: units, sites: units, sources: units }, view.rev)
  const byUnit = rowsByRoot(loaded)
  const days = await daysOfNotes(db, loaded)
  return groups.flatMap(({ unit, hits }): Group[] => {
    const rows = visibleRows(byUnit(unit), visibleTo(reader))
    const known = findableIn(rows, unit, days).filter((f) => isKnown(f, view))
    const finds = varied(hits, unit, each).flatMap(
      (hit) => findOf(rows, unit, asked, hit, known, view) ?? [],
    )
    const group = { unit, found: hits.length, finds }
    const [source] = rows.source.filter((s) => s.id === unit)
    if (source) return [{ ...group, kind: 'source', source }]
    const whole = rows.monument.find((m) => m.id === unit)
    const siteId = whole?.siteId ?? unit
    const site = sites.find((one) => one.id === siteId)
    if (!site) return []
    if (!whole) return [{ ...group, kind: 'site', siteSlug: site.slug, name: nameOf(rows, unit) }]
    return [
      {
        ...group,
        kind: 'monument',
        siteSlug: site.slug,
        slug: whole.slug,
        name: nameOf(rows, unit),
        status: statusAt(evidenceOf(rows, whole), view),
      },
    ]
  })
}

/**
 * As many hits as asked for, in their order: the best of every kind before the second of any, what happened before what
 * is said of it.
 */
function varied(hits: Hit[], unit: string, count: number): Hit[] {
  const kindOf = (hit: Hit) =>
    SEARCH_KINDS.indexOf(hit.kind) + (hit.kind === 'place' && hit.id !== unit ? 0.5 : 0)
  const firsts = [...new Set(hits.map(kindOf))]
    .sort((a, b) => a - b)
    .flatMap((kind) => hits.find((hit) => kindOf(hit) === kind) ?? [])
  const rest = hits.filter((hit) => !firsts.includes(hit))
  const chosen = new Set([...firsts, ...rest].slice(0, count))
  return hits.filter((hit) => chosen.has(hit))
}

function findOf(
  rows: Rows,
  unit: string,
  asked: Asked,
  { kind, id }: Hit,
  known: Findable[],
  clocks: Clocks,
): Find | null {
  const found = known.filter((f) => f.kind === kind && f.id === id)
  if (found.length === 0) return null
  const record = recordOf(rows, kind, id)
  const event = rows.event.find((e) => e.id === record?.subjectId)
  const placeId = event?.subjectId ?? record?.subjectId ?? (kind === 'place' ? id : unit)
  // An event may have become known only after a claim about it.
  const what = event && isKnown(event, clocks) ? event.what : null
  const about = placeId === unit ? what : nameOf(rows, placeId)
  return {
    kind,
    id,
    slug: rows.monument.find((m) => m.id === placeId)?.slug ?? null,
    about,
    date: record && 'valid' in record ? { valid: record.valid, qualifier: record.qualifier } : null,
    texts: textsOf(rows, found, asked, kind === 'place' ? id : null),
    sources: sourcesOf(rows, kind, id, clocks),
  }
}

/** How a folded word is written in what was found; itself where it stands in nothing that is shown. */
export function writtenIn(groups: Group[], word: string): string {
  const texts = groups.flatMap((group) => [
    ...(group.kind === 'source'
      ? [group.source.title, group.source.publisher ?? '']
      : [group.name.en ?? '', group.name.ar ?? '']),
    ...group.finds.flatMap((find) => find.texts.flatMap((t) => t.segments.map((s) => s.text))),
  ])
  for (const text of texts)
    for (const token of tokensOf(text))
      if (token.word === word) return text.slice(token.from, token.to)
  return word
}

function recordOf(rows: Rows, kind: SearchKind, id: string) {
  const find = <T extends { id: string }>(list: T[]) => list.find((row) => row.id === id)
  if (kind === 'event') return find(rows.event)
  if (kind === 'assessment') return find(rows.assessment)
  if (kind === 'threat') return find(rows.threat)
  if (kind === 'claim') return find(rows.claim)
  return kind === 'note' ? find(rows.note) : undefined
}

/**
 * The texts that hold most of the words, those in the reader's language first; without any, the first of all. Preferred
 * names, titles and publishers stand above them already.
 */
function textsOf(
  rows: Rows,
  found: Findable[],
  { query, lang }: Asked,
  placeId: string | null,
): FoundText[] {
  const preferred = new Set(
    rows.name.filter((n) => n.subjectId === placeId && n.preferred).map((n) => n.form),
  )
  const texts = found
    .flatMap((f): Text[] => [...f.names, ...f.words])
    .filter(({ of, text }) => !HEADINGS.includes(of) && !(of === 'name' && preferred.has(text)))
    .map(({ text, ...rest }) => ({ ...rest, ...excerptOf(text, query) }))
  const isOwn = (text: FoundText) => Number(text.lang === lang)
  const telling = texts
    .filter((text) => text.count > 0)
    .sort((a, b) => isOwn(b) - isOwn(a) || b.count - a.count)
  const [best] = telling
  if (!best) return texts.filter((text) => text.of !== 'name').slice(0, 1)
  const more = telling.filter(
    (text) => text !== best && text.of !== best.of && text.count === best.count,
  )
  return [best, ...more].slice(0, MOST_TEXTS)
}

/** Who says so: a claim's source; those behind a conclusion, an event or a question; those that a note cites. */
function sourcesOf(rows: Rows, kind: SearchKind, id: string, clocks: Clocks): Row<'source'>[] {
  const adopted = new Set(
    rows.adoption
      .filter((a) => a.targetId === id && a.stance !== 'set_aside')
      .map((a) => a.claimId),
  )
  const isBehind = (claim: Row<'claim'>) =>
    kind === 'claim'
      ? claim.id === id
      : kind === 'event'
        ? claim.eventId === id || claim.subjectId === id
        : kind === 'question'
          ? claim.questionId === id
          : adopted.has(claim.id)
  const note = kind === 'note' ? rows.note.find((n) => n.id === id) : undefined
  const said = rows.claim.filter((c) => isKnown(c, clocks) && isBehind(c)).map((c) => c.sourceId)
  const ids = new Set(note ? note.sources : said)
  return rows.source
    .filter((s) => ids.has(s.id))
    .sort((a, b) => a.publishedLatest - b.publishedLatest || (a.id < b.id ? -1 : 1))
}

function isKnown(record: { knownFrom: number; earliest: number }, clocks: Clocks): boolean {
  return record.knownFrom <= clocks.knownAt && record.earliest <= clocks.asOf
}
