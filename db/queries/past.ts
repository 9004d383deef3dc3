import { HISTORY_KINDS, type HistoryKind } from '../domain/changes-filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import { visibleRows } from '../store/evidence'
import { labelOf } from '../store/labels'
import type { Row } from '../store/records'
import { loadHistory, type Part, type Rows } from '../store/rows'
import { readHead } from '../store/save'
import type { Db } from '../store/store'
import { nameOf } from './dossier'
import { requireSiteById } from './record-place'

/** One version of a record, as a reader may be shown it today. */
export type Version = { [K in HistoryKind]: { kind: K; row: Row<K> } }[HistoryKind]

/**
 * Everything recorded at a site (null: the sources and their notes) up to a revision, as one reader may be shown it
 * today. A record of which some version is hidden is hidden as a whole; `plain` are those shown as they are.
 */
export type Past = {
  site: Row<'site'> | null
  rows: Rows
  /** The versions of each record that may be shown, oldest first. */
  versions: Map<string, Version[]>
  plain: Set<string>
}

/** What a record is called and where it is shown. `said` are words of a source, in the language named. */
export type Named = {
  id: string
  kind: HistoryKind
  text: Bilingual | null
  said: { text: string; lang: string | null } | null
  /** Its page, without the language; null where it has only a history. */
  page: string | null
  /** Whether it is yet to be saved, so that it has no history either. */
  isToCome: boolean
}

/** Pasts are never changed, and hold while nothing is saved: the last few are kept, since every page asks for one. */
const KEPT = 4
const kept = new WeakMap<Db, Map<string, Promise<Past>>>()

/** The past of a site for a reader, as it was at `rev`, or a part of it. Throws `not_found` for a site that is hidden. */
export async function loadPast(
  db: Db,
  reader: Reader,
  siteId: string | null,
  rev: number,
  part: Part | null = null,
): Promise<Past> {
  const pasts = kept.get(db) ?? new Map<string, Promise<Past>>()
  kept.set(db, pasts)
  const { rev: head } = await readHead(db)
  const key = JSON.stringify([head, visibleTo(reader).audience, siteId, rev, part])
  const past = pasts.get(key) ?? readPast(db, reader, siteId, rev, part)
  // Set again, so that what was asked for last is dropped last.
  pasts.delete(key)
  pasts.set(key, past)
  for (const oldest of [...pasts.keys()].slice(0, -KEPT)) pasts.delete(oldest)
  past.catch(() => pasts.delete(key))
  return past
}

async function readPast(
  db: Db,
  reader: Reader,
  siteId: string | null,
  rev: number,
  part: Part | null,
): Promise<Past> {
  const site = siteId === null ? null : await requireSiteById(db, reader, siteId)
  const ever = await loadHistory(db, siteId, part)
  const rows = visibleRows(ever, visibleTo(reader))
  const versions = new Map<string, Version[]>()
  const hidden = new Set<string>()
  const altered = new Set<string>()
  for (const kind of HISTORY_KINDS) {
    const shown = new Map(rows[kind].map((row) => [`${row.id} ${row.recordedRev}`, row]))
    for (const row of ever[kind]) {
      const seen = shown.get(`${row.id} ${row.recordedRev}`)
      if (!seen) hidden.add(row.id)
      else if (seen !== row) altered.add(row.id)
      if (seen && row.recordedRev <= rev)
        versions.set(row.id, [
          ...(versions.get(row.id) ?? []),
          { kind, row: asAt(rev, seen) } as Version,
        ])
    }
  }
  for (const id of hidden) versions.delete(id)
  for (const list of versions.values()) list.sort((a, b) => a.row.recordedRev - b.row.recordedRev)
  const plain = new Set([...versions.keys()].filter((id) => !altered.has(id)))
  const upTo = <T extends Row<HistoryKind>>(list: T[]) =>
    list.filter((row) => row.recordedRev <= rev).map((row) => asAt(rev, row))
  return {
    site,
    rows: { ...rows, name: upTo(rows.name), event: upTo(rows.event) },
    versions,
    plain,
  }
}

/** A version without a withdrawal or correction that came after `rev`. */
function asAt<T extends Row<HistoryKind>>(rev: number, row: T): T {
  return row.retiredRev !== null && row.retiredRev > rev ? { ...row, retiredRev: null } : row
}

/** What a record is called, by its newest version; null when it may not be shown or was never at this site. */
export function nameRecord(past: Past, id: string): Named | null {
  const newest = past.versions.get(id)?.at(-1)
  if (!newest) return null
  const { kind, row } = newest
  const page = row.retiredRev === null ? pageOf(past, newest) : null
  const isToCome = row.recordedRev === 0
  return { id, kind, page, said: wordsOf(past, newest), text: textOf(past, newest), isToCome }
}

function pageOf({ site }: Past, { kind, row }: Version): string | null {
  if (kind === 'site') return `/${row.slug}`
  if (kind === 'monument') return site && `/${site.slug}/${row.slug}`
  if (kind === 'claim' || kind === 'assessment' || kind === 'source' || kind === 'image')
    return `/${kind}s/${encodeURIComponent(row.id)}`
  return null
}

function wordsOf(past: Past, { kind, row }: Version): Named['said'] {
  if (kind === 'source') return { text: row.title, lang: row.lang }
  if (kind === 'redirect') return nameRecord(past, row.fromId)?.said ?? null
  if (kind === 'claim') return { text: row.words, lang: row.wordsLang }
  if (kind === 'name') return { text: row.form, lang: row.lang }
  if (kind === 'identifier') return { text: row.value ?? '', lang: null }
  return kind === 'note' ? { text: row.text, lang: 'en' } : null
}

function textOf(past: Past, version: Version): Bilingual | null {
  const { kind, row } = version
  switch (kind) {
    case 'site':
    case 'monument':
      return subjectName(past, row.id) ?? { en: row.slug }
    case 'question':
      return row.topic
    case 'event':
      return row.what
    case 'image':
      return row.caption
    case 'assessment':
      return joined(subjectName(past, row.subjectId), labelOf('properties', row.property))
    case 'threat':
      return joined(subjectName(past, row.subjectId), labelOf('categories', row.category))
    case 'adoption':
      return joined(nameRecord(past, row.targetId)?.text ?? null, labelOf('stances', row.stance))
    case 'identifier':
      return joined(subjectName(past, row.subjectId), labelOf('schemes', row.scheme))
    case 'source':
    case 'redirect':
      return null
    case 'person':
      return row.part
    case 'person_name':
      return nameRecord(past, row.personId)?.text ?? null
    default:
      return subjectName(past, row.subjectId)
  }
}

/** The name of a monument, site or event; an earlier one where the newest has been withdrawn. */
function subjectName({ rows }: Past, id: string): Bilingual | null {
  const current = { name: rows.name.filter((n) => n.retiredRev === null), event: rows.event }
  const found = [nameOf(current, id), nameOf(rows, id)].find((name) => name.en || name.ar)
  return found ?? null
}

function joined(first: Bilingual | null, second: Bilingual | null): Bilingual | null {
  if (!first || !second) return first ?? second
  const both = (lang: 'en' | 'ar') => {
    const [one, two] = [first[lang] ?? first.en ?? first.ar, second[lang]]
    return one && two ? { [lang]: `${one} – ${two}` } : {}
  }
  return { ...both('en'), ...both('ar') }
}
