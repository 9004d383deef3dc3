import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { type Day, dayOfTimestamp, requireBounds } from '../../domain/dates'
import type { ImportedAssessor, ImportedSource } from '../../import/shape'
import type { ImportSettings } from '../../import-schema'
import * as t from '../../schema'
import type { RecordChange, Row } from '../../store/records'
import type { Db } from '../../store/store'
import { slugsOf, undoingRevisions } from './register'
import { line } from './values'

/** What every row of one import stands on: the site, the file as a source, the people whom it names. */
export type Ground = {
  siteId: string
  settings: ImportSettings
  now: string
  today: Day
  /** Ids in rising order, so that what is entered together lies together. */
  newId: () => string
  slugs: Set<string>
  /** The position behind the last monument. */
  position: number
  /** The revisions that took imports back. */
  undoing: ReadonlySet<number>
  source: Row<'source'>
  /** The ids of that source and of others by the same publisher: earlier versions of the file under other names. */
  ours: ReadonlySet<string>
  /** Sources that the import enters, by id and by title: not in the register yet. */
  entered: Map<string, Row<'source'>>
  /** What those are called, as `describedAs` has it. */
  described: Set<string>
  assessors: Map<string, ImportedAssessor>
  /** People of the site by what they are called. */
  persons: Map<string, string>
}

/** Reads what an import of a file into a site stands on. */
export async function groundOf(
  db: Db,
  {
    siteId,
    settings,
    now,
    newId,
    source,
  }: Pick<Ground, 'siteId' | 'settings' | 'now' | 'newId'> & { source: ImportedSource },
): Promise<Ground> {
  const { slugs, position } = await slugsOf(db, siteId)
  const row = (await knownSource(db, source)) ?? newSource(source, rising(newId)(), now)
  return {
    siteId,
    settings,
    now,
    today: dayOfTimestamp(now),
    newId: rising(newId),
    slugs,
    position,
    undoing: await undoingRevisions(db),
    source: row,
    ours: new Set([row.id, ...(await versionsOf(db, row))]),
    entered: new Map(),
    described: new Set(),
    assessors: new Map(),
    persons: await personsOf(db, siteId),
  }
}

/** The id of a source in the file or the register, entered where it is new. */
export function useSource(ground: Ground, changes: RecordChange[]): Row<'source'> {
  const { source } = ground
  if (source.recordedRev > 0 || ground.entered.has(source.id)) return source
  return enterSource(ground, source, changes)
}

/** Enters a source that the file brings. */
export function enterSource(
  ground: Ground,
  source: Row<'source'>,
  changes: RecordChange[],
): Row<'source'> {
  ground.entered.set(source.id, source)
  ground.described.add(describedAs(source))
  changes.push({ op: 'enter', kind: 'source', row: source })
  return source
}

/** By what one source is told from another. */
export function describedAs({ title, publisher, published }: Row<'source'>): string {
  return JSON.stringify([title, publisher, published])
}

/**
 * Who said something, by the first of those whom the file names; somebody new is entered with their name apart, both
 * restricted. Undefined where the file names nobody.
 */
export function usePerson(
  ground: Ground,
  keys: readonly string[] | undefined,
  changes: RecordChange[],
): string | undefined {
  const ids = (keys ?? []).map((key) => personOf(ground, key, changes))
  return ids.find((id) => id !== null) ?? undefined
}

function personOf(ground: Ground, key: string, changes: RecordChange[]): string | null {
  const assessor = ground.assessors.get(key)
  if (!assessor) return null
  const known = ground.persons.get(nameKey(assessor.name))
  if (known !== undefined) return known
  const id = ground.newId()
  const name = line(assessor.name, 'assessor')
  const organisation = assessor.organisation && line(assessor.organisation, 'organisation')
  const sensitivity = 'restricted' as const
  changes.push(
    {
      op: 'enter',
      kind: 'person',
      row: { id, siteId: ground.siteId, part: assessor.part, organisation, sensitivity },
    },
    {
      op: 'enter',
      kind: 'person_name',
      row: { id: ground.newId(), personId: id, name, note: null, sensitivity },
    },
  )
  ground.persons.set(nameKey(assessor.name), id)
  return id
}

/** A source as a record, as the file describes it. */
export function newSource(
  {
    title,
    publisher,
    published,
    url,
    lang,
    kind,
    rights,
    archiveUrl,
    author,
    ...rest
  }: ImportedSource,
  id: string,
  now: string,
): Row<'source'> {
  const today = dayOfTimestamp(now)
  const latest = published ? Math.min(requireBounds(published).latest, today) : today
  return {
    id,
    recordedRev: 0,
    retiredRev: null,
    sensitivity: 'public',
    title: line(title.slice(0, 300), 'title'),
    publisher: publisher ?? null,
    published: published ?? null,
    publishedAsGiven: published ? null : 'n.d.',
    publishedLatest: latest,
    url: url ?? null,
    lang: lang ?? null,
    class: rest.class,
    reliability: null,
    reliabilityReason: null,
    note: null,
    provenance: null,
    author: author ?? null,
    kind: kind ?? null,
    rights: rights ?? null,
    archiveUrl: archiveUrl ?? null,
    copySha256: null,
    copyName: null,
    copyMime: null,
    copySize: null,
  }
}

/** The same file, or the next version of it, is one source: told by its title and publisher. */
export async function knownSource(db: Db, source: ImportedSource): Promise<Row<'source'> | null> {
  const is = source.id
    ? eq(t.source.id, source.id)
    : and(
        eq(t.source.title, source.title.slice(0, 300)),
        source.publisher ? eq(t.source.publisher, source.publisher) : isNull(t.source.publisher),
        source.published ? eq(t.source.published, source.published) : undefined,
      )
  const [found] = await db
    .select()
    .from(t.source)
    .where(and(is, isNull(t.source.retiredRev)))
    .orderBy(t.source.id)
    .limit(1)
  return found ?? null
}

async function versionsOf(db: Db, { publisher, kind }: Row<'source'>): Promise<string[]> {
  if (publisher === null || kind !== 'dataset') return []
  const found = await db
    .select({ id: t.source.id })
    .from(t.source)
    .where(
      and(eq(t.source.publisher, publisher), eq(t.source.kind, kind), isNull(t.source.retiredRev)),
    )
  return found.map(({ id }) => id)
}

async function personsOf(db: Db, siteId: string): Promise<Map<string, string>> {
  const found = await db
    .select({ id: t.person.id, name: t.personName.name })
    .from(t.personName)
    .innerJoin(
      t.person,
      and(
        eq(t.person.id, t.personName.personId),
        eq(t.person.siteId, siteId),
        isNull(t.person.retiredRev),
      ),
    )
    .where(and(isNull(t.personName.retiredRev), isNotNull(t.personName.name)))
    .orderBy(t.person.id)
  return new Map(found.reverse().map(({ id, name }) => [nameKey(name ?? ''), id]))
}

const nameKey = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Ids in the shape of UUIDs that rise: the beginning is drawn once, the end counts. */
function rising(newId: () => string): () => string {
  const stem = newId().slice(0, 24)
  let n = 0
  return () => `${stem}${(n++).toString(16).padStart(12, '0')}`
}
