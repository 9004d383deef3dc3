import { and, eq, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import type { Place } from '../domain/place'
import { NOBODY, type Reader, visibleTo } from '../domain/policy'
import {
  isSensitiveKind,
  levelsOf,
  SENSITIVE_KINDS,
  type SensitiveKind,
} from '../domain/sensitivity'
import type { Sensitivity } from '../domain/vocabulary'
import { currentRow } from '../mutations/call'
import * as t from '../schema'
import { placeOf, visibleRows } from '../store/evidence'
import { loadRows, type Rows } from '../store/rows'
import { readHead } from '../store/save'
import type { Db } from '../store/store'
import { loadPast, type Named, nameRecord } from './past'
import { findRecordPlace, type RecordPlace } from './record-place'

/** What the public would see at one level: of each kind so many records, and where the place is shown, if one is. */
export type PublicView = {
  level: Sensitivity
  counts: Partial<Record<SensitiveKind, number>>
  place: Place | null
  isShown: boolean
}

/** Everything that the decision about one record needs. */
export type SensitivityPage = {
  kind: SensitiveKind
  id: string
  base: number
  level: Sensitivity
  record: Named | null
  siteSlug: string | null
  siteId: string | null
  /** The page that the record is shown on, without the language. */
  page: string | null
  /** What the public sees now comes first. */
  views: PublicView[]
  /** The records of a monument that can be decided by themselves. */
  parts: { id: string; kind: SensitiveKind; level: Sensitivity; record: Named | null }[]
}

/** One record with what each level would show the public of it and of what hangs on it. Throws `not_found`. */
export async function sensitivityOf(db: Db, reader: Reader, id: string): Promise<SensitivityPage> {
  const found = await findRecordPlace(db, id)
  const kind = found?.kind ?? null
  if (!found || !isSensitiveKind(kind)) throw new DomainError('not_found')
  const row = await currentRow(db, reader, kind, id)
  if (!row) throw new DomainError('not_found')
  const { rev } = await readHead(db)
  const past = await loadPast(db, reader, found.siteId, rev)
  const rows = await rowsAbout(db, kind, id, found)
  const placeId = 'subjectId' in row ? row.subjectId : id
  const views = levelsOf(kind).map((level) => viewAt(rows, kind, id, placeId, level))
  const now = views.filter((v) => v.level === row.sensitivity)
  const record = nameRecord(past, id)
  const subject = 'subjectId' in row ? nameRecord(past, row.subjectId) : null
  return {
    kind,
    id,
    base: row.recordedRev,
    level: row.sensitivity,
    record,
    siteSlug: past.site?.slug ?? null,
    siteId: found.siteId,
    page: record?.page ?? subject?.page ?? null,
    views: [...now, ...views.filter((v) => v.level !== row.sensitivity)],
    parts:
      kind === 'monument'
        ? PARTS.flatMap((part) =>
            rows[part]
              .filter((r) => ('subjectId' in r ? r.subjectId === id : r.partOf === id))
              .map((r) => ({
                id: r.id,
                kind: part,
                level: r.sensitivity,
                record: nameRecord(past, r.id),
              })),
          )
        : [],
  }
}

const PARTS = ['monument', 'name', 'coordinate', 'identifier', 'event', 'threat', 'note'] as const

/** The rows among which a record's sensitivity makes a difference. */
async function rowsAbout(
  db: Db,
  kind: SensitiveKind,
  id: string,
  place: RecordPlace,
): Promise<Rows> {
  if (place.rootId !== null) return loadRows(db, { roots: [place.rootId] }, null)
  if (kind !== 'source' && kind !== 'person')
    return loadRows(db, { roots: [], sites: place.siteId === null ? [] : [place.siteId] }, null)
  // Sources and people speak of anything.
  const tie = kind === 'source' ? t.claim.sourceId : t.claim.personId
  const claims = await db
    .select({ id: t.claim.id })
    .from(t.claim)
    .where(and(eq(tie, id), isNull(t.claim.retiredRev)))
  const places = await Promise.all(claims.map((c) => findRecordPlace(db, c.id)))
  const some = (key: 'rootId' | 'siteId') => [...new Set(places.flatMap((p) => p?.[key] ?? []))]
  const scope = {
    roots: some('rootId'),
    sites: some('siteId'),
    sources: kind === 'source' ? [id] : [],
  }
  const rows = await loadRows(db, scope, null)
  if (kind === 'source' || rows.person.some((p) => p.id === id)) return rows
  const person = await db
    .select()
    .from(t.person)
    .where(and(eq(t.person.id, id), isNull(t.person.retiredRev)))
  return { ...rows, person: [...rows.person, ...person] }
}

function viewAt(
  rows: Rows,
  kind: SensitiveKind,
  id: string,
  placeId: string,
  level: Sensitivity,
): PublicView {
  const as = (list: { id: string }[]) =>
    list.map((r) => (r.id === id ? { ...r, sensitivity: level } : r))
  const seen = visibleRows({ ...rows, [kind]: as(rows[kind]) }, visibleTo(NOBODY))
  const shown = SENSITIVE_KINDS.filter((k) => rows[k].length > 0)
  return {
    level,
    counts: Object.fromEntries(shown.map((k) => [k, seen[k].length])),
    place: placeOf(seen, placeId),
    isShown: (seen[kind] as { id: string }[]).some((r) => r.id === id),
  }
}
