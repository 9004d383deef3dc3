import { and, eq, isNull } from 'drizzle-orm'
import type { ImportedClaim, ImportedSource, ImportRow } from '../../import/shape'
import * as t from '../../schema'
import type { RecordChange, RecordKind, Row } from '../../store/records'
import { RECORD_TABLES } from '../../store/records'
import type { Db } from '../../store/store'
import { describedAs, enterSource, type Ground, knownSource, newSource } from './ground'
import { correction, nextId } from './pair'
import type { Standing } from './register'
import { claimFields, type Refuse } from './said'
import { line, ValueRefused } from './values'

type Made = { monumentId: string | null; title: string; changes: RecordChange[] }

/** What a row of a table of claims or sources would do. Throws `ValueRefused`. */
export async function rowOfTable(
  db: Db,
  ground: Ground,
  row: Exclude<ImportRow, { kind: 'monument' }>,
  standing: Standing,
  refuse: Refuse,
): Promise<Made> {
  return row.kind === 'source'
    ? sourceRow(db, ground, row.source, refuse)
    : claimRow(db, ground, row.claim, standing)
}

async function sourceRow(
  db: Db,
  ground: Ground,
  said: ImportedSource | (Partial<ImportedSource> & { id: string }),
  refuse: Refuse,
): Promise<Made> {
  const before = said.id ? await current(db, 'source', said.id) : null
  const title = said.title ?? before?.title ?? said.id ?? ''
  if (before) {
    const { id: _, published, ...rest } = said
    // It moves the days on which all that rests on the source could be known.
    if (published !== undefined && published !== before.published)
      refuse(new ValueRefused('published', 'elsewhere', String(published)))
    const clean = said.title === undefined ? {} : { title: line(said.title, 'title') }
    const changes = correction('source', before, { ...rest, ...clean })
    return { monumentId: null, title, changes }
  }
  if (said.title === undefined || said.class === undefined)
    throw new ValueRefused('id', 'no_source', said.id ?? '')
  if (said.id && (await wasEver(db, said.id))) throw new ValueRefused('id', 'no_source', said.id)
  const source = newSource(said as ImportedSource, said.id ?? ground.newId(), ground.now)
  const known = await knownSource(db, said as ImportedSource)
  const key = describedAs(source)
  if ((known && describedAs(known) === key) || ground.described.has(key))
    return { monumentId: null, title, changes: [] }
  const changes: RecordChange[] = []
  enterSource(ground, source, changes)
  return { monumentId: null, title, changes }
}

async function claimRow(
  db: Db,
  ground: Ground,
  said:
    | (ImportedClaim & { monument: string; subject?: string; source: string })
    | (Partial<ImportedClaim> & { id: string }),
  standing: Standing,
): Promise<Made> {
  const people: RecordChange[] = []
  if ('id' in said && !('monument' in said)) {
    const before = await current(db, 'claim', said.id)
    const place = before && (await subjectOf(db, before.subjectId)).place
    if (!before || place?.siteId !== ground.siteId)
      throw new ValueRefused('id', 'no_claim', said.id)
    const whole = { ...asSaid(before), ...said }
    const fields = claimFields(ground, before.subjectId, whole, before, people)
    const changes = [...people, ...correction('claim', before, fields)]
    return { monumentId: place.id, title: before.words.slice(0, 300), changes }
  }
  const {
    monument,
    source: named,
    subject,
    ...claim
  } = said as ImportedClaim & {
    monument: string
    subject?: string
    source: string
  }
  const place = standing.monuments.get(monument)
  if (!place) throw new ValueRefused('monument', 'no_monument', monument.slice(0, 200))
  const source = await sourceNamed(db, ground, named)
  if (!source) throw new ValueRefused('source', 'no_source', named.slice(0, 200))
  if (subject !== undefined) await requireOfPlace(db, place, subject, claim.property)
  const fields = claimFields(ground, subject ?? place.id, claim, null, people, source)
  const about = standing.about(place.id)
  const isSaid = about.claim.some(
    (c) =>
      c.sourceId === source.id &&
      c.property === claim.property &&
      c.words === fields.words &&
      c.value === fields.value &&
      c.valid === fields.valid,
  )
  const title = claim.words.slice(0, 300)
  if (isSaid) return { monumentId: place.id, title, changes: [] }
  const used = new Set(about.claim.map((c) => c.id))
  const id = nextId(`${place.id}.${claim.property}-`, used)
  const row = { ...fields, id } as Row<'claim'>
  about.claim.push({ ...row, recordedRev: 0, retiredRev: null })
  return { monumentId: place.id, title, changes: [...people, { op: 'enter', kind: 'claim', row }] }
}

/** A claim as a file would say it. */
function asSaid(c: Row<'claim'>): ImportedClaim {
  const { property, value, words, wordsLang, valid, qualifier, sensitivity } = c
  return {
    ...{ property, value, words, wordsLang, valid, qualifier, sensitivity, assessors: [] },
    ...(c.reported === null ? {} : { reported: c.reported }),
    ...(c.observed === null ? {} : { observed: c.observed }),
    ...(c.method === null ? {} : { method: c.method }),
    ...(c.access === null ? {} : { access: c.access }),
    ...(c.locator === null ? {} : { locator: c.locator }),
    ...(c.note === null ? {} : { note: c.note }),
  }
}

/** Throws `ValueRefused` unless a claim can be about this: the monument, a part or an event of it. */
async function requireOfPlace(
  db: Db,
  place: Row<'monument'>,
  subject: string,
  property: ImportedClaim['property'],
): Promise<void> {
  const { event, place: at } = await subjectOf(db, subject)
  const isOfPlace = (at?.partOf ?? at?.id) === (place.partOf ?? place.id)
  const canBeSaid = property === 'condition' ? !event : property !== 'event_date' || event
  if (!isOfPlace || !canBeSaid)
    throw new ValueRefused('subject_id', 'no_subject', subject.slice(0, 200))
}

async function sourceNamed(db: Db, ground: Ground, named: string): Promise<Row<'source'> | null> {
  const own =
    ground.entered.get(named) ?? [...ground.entered.values()].find((s) => s.title === named)
  if (own) return own
  const byId = await current(db, 'source', named)
  if (byId) return byId
  const found = await db
    .select()
    .from(t.source)
    .where(and(eq(t.source.title, named), isNull(t.source.retiredRev)))
    .limit(2)
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The event that something is about, if it is one, and the place where that is. */
async function subjectOf(db: Db, id: string) {
  const event = await current(db, 'event', id)
  return { event, place: await current(db, 'monument', event?.subjectId ?? id) }
}

async function current<K extends RecordKind>(db: Db, kind: K, id: string): Promise<Row<K> | null> {
  const table = RECORD_TABLES[kind] as typeof t.claim
  const [row] = await db
    .select()
    .from(table)
    .where(and(eq(table.id, id), isNull(table.retiredRev)))
  return (row as Row<K> | undefined) ?? null
}

async function wasEver(db: Db, id: string): Promise<boolean> {
  const found = await db
    .select({ id: t.change.id })
    .from(t.change)
    .where(eq(t.change.id, id))
    .limit(1)
  return found.length > 0
}
