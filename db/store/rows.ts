import { and, eq, gt, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Sensitivity } from '../domain/vocabulary'
import type { note } from '../schema'
import * as t from '../schema'
import { withSightToday } from './image-sight'
import { RECORD_TABLES, type RecordKind, type Row } from './records'
import { type Db, isIn } from './store'

/** The record rows about some monuments (or a whole site), by kind, in order of id. */
export type Rows = { [K in RecordKind]: Row<K>[] }

/**
 * A whole site with its own records; or some top-level monuments with their parts, what is said of some sites
 * themselves, and some sources with the notes about them.
 */
export type Scope = { siteId: string } | { roots: string[]; sites?: string[]; sources?: string[] }

/** A revision, null for the newest, or `ever` for every version that was ever recorded. */
export type Rev = number | null | 'ever'

/** Reads every record version that was current at `rev` and can matter to the monuments in scope. */
export async function loadRows(db: Db, scope: Scope, rev: Rev): Promise<Rows> {
  const at = <K extends RecordKind>(kind: K, where: SQL | undefined) =>
    select(db, kind, and(isCurrent(kind, rev), where))
  const sites = 'siteId' in scope ? [scope.siteId] : (scope.sites ?? [])
  const sources = 'siteId' in scope ? [] : (scope.sources ?? [])
  const site = sites.length > 0 ? await at('site', isIn(t.site.id, sites)) : []
  const monument = await at(
    'monument',
    'roots' in scope ? isPlaceOf(scope.roots) : eq(t.monument.siteId, scope.siteId),
  )
  const places = [...site, ...monument].map((r) => r.id)
  const event = await at('event', isIn(t.event.subjectId, places))
  const subjects = [...places, ...event.map((e) => e.id)]
  const assessment = await at('assessment', isIn(t.assessment.subjectId, subjects))
  const threat = await at('threat', isIn(t.threat.subjectId, subjects))
  const adoption = await at(
    'adoption',
    isIn(
      t.adoption.targetId,
      [...assessment, ...threat].map((r) => r.id),
    ),
  )
  const claim = await at(
    'claim',
    or(
      isIn(t.claim.subjectId, subjects),
      isIn(
        t.claim.id,
        adoption.map((a) => a.claimId),
      ),
    ),
  )
  const questions = [...claim, ...assessment].flatMap((r) => r.questionId ?? [])
  const persons = [...new Set(claim.flatMap((c) => c.personId ?? []))]
  const name = await at('name', isIn(t.name.subjectId, places))
  const coordinate = await at('coordinate', isIn(t.coordinate.subjectId, places))
  const identifier = await at('identifier', isIn(t.identifier.subjectId, places))
  const cited = [...name, ...coordinate, ...identifier].flatMap((r) => r.sources)
  const described = monument.flatMap((m) => m.descriptionSources)
  const note = await at('note', isIn(t.note.subjectId, [...places, ...sources]))
  const shown = await at(
    'image',
    or(
      isIn(t.image.monumentId, places),
      isIn(t.image.subjectId, [...claim.map((c) => c.id), ...sources]),
    ),
  )
  return {
    ...noRows(),
    site,
    monument,
    name,
    coordinate,
    identifier,
    source: await at(
      'source',
      isIn(t.source.id, [
        ...claim.map((c) => c.sourceId),
        ...cited,
        ...described,
        ...note.flatMap((n) => n.sources),
        ...sources,
        ...shown.map((i) => i.subjectId),
      ]),
    ),
    question: await at('question', isIn(t.question.id, questions)),
    claim,
    assessment,
    threat,
    adoption,
    event,
    note,
    image: await withSightToday(db, shown),
    person: persons.length > 0 ? await at('person', isIn(t.person.id, persons)) : [],
  }
}

/** Some top-level monuments, or sites, with where they are, and what else they are numbered as where that is asked for. */
export async function loadPlaces(
  db: Db,
  roots: string[],
  rev: Rev,
  withIdentifiers = false,
): Promise<Rows> {
  const at = <K extends RecordKind>(kind: K, where: SQL) =>
    select(db, kind, and(isCurrent(kind, rev), where))
  return {
    ...noRows(),
    monument: await at('monument', isIn(t.monument.id, roots)),
    coordinate: await at('coordinate', isIn(t.coordinate.subjectId, roots)),
    identifier: withIdentifiers ? await at('identifier', isIn(t.identifier.subjectId, roots)) : [],
  }
}

/** Some of what was ever recorded at a site: about some top-level monuments, sources and questions. */
export type Part = { roots: string[]; sources: string[]; questions: string[] }

/**
 * Every version ever recorded at a site, with all its questions, every source, where it was merged into another, and the
 * notes about sources and events: what a history is told from. Without a site only the sources, their notes and images;
 * with a part only that, and what it cites.
 */
export async function loadHistory(
  db: Db,
  siteId: string | null,
  part: Part | null = null,
): Promise<Rows> {
  const sites = siteId === null ? [] : [siteId]
  const scope = siteId === null || part ? { roots: [], sites, ...part } : { siteId }
  const rows = await loadRows(db, scope, 'ever')
  const idsOf = (list: { id: string }[]) => list.map((row) => row.id)
  const source = part ? rows.source : await select(db, 'source', undefined)
  const asked = part ? [...part.questions, ...idsOf(rows.question)] : []
  const question = await select(
    db,
    'question',
    and(eq(t.question.siteId, siteId ?? ''), part ? isIn(t.question.id, asked) : undefined),
  )
  const merged = idsOf(source)
  const redirect = await select(
    db,
    'redirect',
    part ? or(isIn(t.redirect.fromId, merged), isIn(t.redirect.toId, merged)) : undefined,
  )
  const subjects = idsOf([...source, ...rows.event])
  const note = await select(db, 'note', isIn(t.note.subjectId, subjects))
  const [knownNotes, knownImages] = [new Set(idsOf(rows.note)), new Set(idsOf(rows.image))]
  const image = await select(db, 'image', isIn(t.image.subjectId, idsOf(source)))
  const ofSources = await withSightToday(
    db,
    image.filter((i) => i.monumentId === null && !knownImages.has(i.id)),
  )
  const person = part ? rows.person : await select(db, 'person', eq(t.person.siteId, siteId ?? ''))
  const person_name = await select(db, 'person_name', isIn(t.personName.personId, idsOf(person)))
  return {
    ...rows,
    source,
    question,
    redirect,
    note: [...rows.note, ...note.filter((n) => !knownNotes.has(n.id))],
    image: [...rows.image, ...ofSources],
    person,
    person_name,
  }
}

/**
 * Deals rows about several top-level monuments out to each of them, in one pass: what decides its status and what it is
 * found by, which is its own records, its parts', its events', their sources and questions. Likewise to sites what is
 * said of them as a whole, and to sources the notes about them.
 */
export function rowsByRoot(rows: Rows): (root: string) => Rows {
  const piles = new Map<string, Rows>()
  const pileOf = (root: string) => {
    const pile = piles.get(root) ?? noRows()
    piles.set(root, pile)
    return pile
  }
  const rootOf = new Map<string, string>()
  for (const row of rows.source) rootOf.set(row.id, row.id)
  for (const row of rows.site) rootOf.set(row.id, row.id)
  for (const row of rows.monument) rootOf.set(row.id, row.partOf ?? row.id)
  for (const row of rows.event) rootOf.set(row.id, rootOf.get(row.subjectId) ?? row.subjectId)
  for (const row of rows.site) pileOf(row.id).site.push(row)
  for (const row of rows.source) pileOf(row.id).source.push(row)
  for (const row of rows.monument) pileOf(row.partOf ?? row.id).monument.push(row)
  for (const kind of ABOUT_A_SUBJECT)
    for (const row of rows[kind]) {
      const root = rootOf.get(row.subjectId)
      if (root === undefined) continue
      if (kind === 'assessment' || kind === 'threat') rootOf.set(row.id, root)
      pileOf(root)[kind].push(row as never)
    }
  for (const row of rows.adoption) {
    const root = rootOf.get(row.targetId)
    if (root !== undefined) pileOf(root).adoption.push(row)
  }
  for (const row of rows.claim) rootOf.set(row.id, rootOf.get(row.subjectId) ?? row.subjectId)
  for (const row of rows.image) {
    const root = rootOf.get(row.monumentId ?? row.subjectId)
    if (root !== undefined) pileOf(root).image.push(row)
  }
  const sources = versionsById(rows.source)
  const questions = versionsById(rows.question)
  const people = versionsById(rows.person)
  for (const pile of piles.values()) {
    const cited = [
      ...pile.source.map((s) => s.id),
      ...pile.claim.map((c) => c.sourceId),
      ...pile.note.flatMap((n) => n.sources),
    ]
    pile.source = [...new Set(cited)].flatMap((id) => sources.get(id) ?? [])
    const asked = pile.claim.flatMap((c) => c.questionId ?? [])
    pile.question = [...new Set(asked)].flatMap((id) => questions.get(id) ?? [])
    const speakers = pile.claim.flatMap((c) => c.personId ?? [])
    pile.person = [...new Set(speakers)].flatMap((id) => people.get(id) ?? [])
  }
  return (root) => piles.get(root) ?? noRows()
}

const ABOUT_A_SUBJECT = [
  'event',
  'name',
  'coordinate',
  'identifier',
  'note',
  'claim',
  'assessment',
  'threat',
] as const

function versionsById<T extends { id: string }>(rows: T[]): Map<string, T[]> {
  const byId = new Map<string, T[]>()
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row])
  return byId
}

/** Rows of no kind. */
export function noRows(): Rows {
  const kinds = Object.keys(RECORD_TABLES) as RecordKind[]
  return Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Rows
}

/** Condition that a monument is one of these or a part of one; as one list of ids, since SQLite scans for an OR here. */
export function isPlaceOf(roots: string[]): SQL {
  const list = JSON.stringify(roots)
  return sql`${t.monument.id} in (select value from json_each(${list})
    union select part.id from ${t.monument} as part where part.part_of in (select value from json_each(${list})))`
}

/** Condition that a row was current at `rev`. */
export function isCurrent(kind: RecordKind, rev: Rev): SQL | undefined {
  if (rev === 'ever') return undefined
  const table = RECORD_TABLES[kind]
  if (rev === null) return isNull(table.retiredRev)
  return and(lte(table.recordedRev, rev), or(isNull(table.retiredRev), gt(table.retiredRev, rev)))
}

/**
 * The sensitivity in force today of the record that a row is a version of: a pin fixes content, not permission
 * (DESIGN §2), so an older version is shown to whom the newest may be shown.
 */
export function sensitivityToday(kind: RecordKind): SQL<Sensitivity> {
  // In a query on one table drizzle leaves the table's name out, which would make the inner query compare with itself.
  return sql.raw(`(select newest.sensitivity from "${kind}" as newest
    where newest.id = "${kind}"."id" order by newest.recorded_rev desc limit 1)`) as SQL<Sensitivity>
}

/** Condition that a record may be shown today to those who see these sensitivities. */
export function isShown(kind: RecordKind, levels: readonly Sensitivity[]): SQL {
  return inArray(sensitivityToday(kind), [...levels])
}

/** The versions under a condition, in order of id, each with the sensitivity that its record has today. */
export async function select<K extends RecordKind>(
  db: Db,
  kind: K,
  where: SQL | undefined,
): Promise<Row<K>[]> {
  const table = RECORD_TABLES[kind] as typeof note
  const found = await db
    .select({ row: table, sensitivity: sensitivityToday(kind) })
    .from(table)
    .where(where)
    .orderBy(table.id)
  return found.map(({ row, sensitivity }) => ({
    ...row,
    sensitivity,
    ...(kind === 'person_name' ? UNTOLD : {}),
  })) as unknown as Row<K>[]
}

/** Names of people at risk are read by db/queries/persons.ts alone: nothing made from rows can give one away. */
const UNTOLD = { name: null, note: null }
