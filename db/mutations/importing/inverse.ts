import { and, asc, eq, gt, isNull, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { isLooser } from '../../domain/sensitivity'
import { type ImportCounts, importRow } from '../../import-schema'
import { type ImportRun, NO_COUNTS } from '../../queries/imports'
import * as t from '../../schema'
import { derivedOf } from '../../store/derive'
import { insertOf } from '../../store/insert'
import { RECORD_TABLES, type RecordChange, type RecordKind, type Row } from '../../store/records'
import { loadRows, type Rows, rowsByRoot } from '../../store/rows'
import { readHead } from '../../store/save'
import { Scratch } from '../../store/scratch'
import { type Db, isIn } from '../../store/store'
import { step, type Work } from './run'

const AT_ONCE = 200
const TO_COME = Number.MAX_SAFE_INTEGER

/** The records that belong to a monument. */
const OF_MONUMENTS = [
  'monument',
  'name',
  'coordinate',
  'identifier',
  'claim',
  'assessment',
  'threat',
  'adoption',
  'note',
] as const satisfies RecordKind[]

/** Those that many share: taken back only where nothing else stands on them. */
const SHARED = ['source', 'person', 'person_name'] as const satisfies RecordKind[]

/**
 * Plans the taking back of a revision that an import made: what it entered is withdrawn, what it corrected becomes what
 * it was, what it withdrew is entered again. A monument that was changed since stays whole, and is named. Never shows more than
 * now. Throws `Stopped`.
 */
export async function stageInverse(work: Work, run: ImportRun): Promise<ImportCounts> {
  const { store } = work
  const { db } = store
  const rev = run.undoes ?? 0
  const head = await readHead(db)
  await step(work, run, 'reading', { atRev: head.rev })
  const scratch = new Scratch(work.file, work.salt)
  const counts = { ...NO_COUNTS }
  const released = new Map<string, number>()
  try {
    const back = await sharedBack(db, rev)
    if (back.length > 0) await addSources(work, scratch, back)
    for (let last = ''; ; ) {
      const roots = await touchedBy(db, rev, last)
      if (roots.length === 0) break
      last = roots.at(-1) as string
      const moved = await movedSince(db, rev, roots)
      const still = roots.filter((root) => !moved.has(root))
      const before = rowsByRoot(await loadRows(db, { roots: still }, rev - 1))
      const now = rowsByRoot(await loadRows(db, { roots: still }, null))
      const first = counts.changed + counts.refused + 1
      const planned = roots.map((root, i) => ({
        row: first + i,
        root,
        isMoved: moved.has(root),
        changes: moved.has(root) ? [] : inverse(before(root), now(root), rev),
      }))
      const changes = planned.flatMap((p) => p.changes)
      const rowOf = new Map(planned.flatMap((p) => p.changes.map((c) => [c, p.row] as const)))
      for (const c of changes) release(released, c)
      const touched = { roots: still, sites: [], sources: [] }
      const at = { rev: TO_COME, at: work.now() }
      const derived = await derivedOf(db, touched, [...back, ...changes], at)
      scratch.add(changes, derived, new Set(), rowOf)
      counts.changed += still.length
      counts.refused += moved.size
      Object.assign(counts, scratch.counts)
      await step(
        work,
        run,
        'reading',
        { done: counts.changed + counts.refused, counts },
        await namedRows(db, run, planned),
      )
    }
    const gone = await sharedGone(db, rev, released)
    if (gone.length > 0) await addSources(work, scratch, gone)
    Object.assign(counts, scratch.counts)
    scratch.index()
    await step(work, run, 'reading', { state: 'ready', counts })
    return counts
  } finally {
    scratch.close()
  }
}

/** Changes of sources and people, with what is derived of the sources themselves. */
async function addSources(work: Work, scratch: Scratch, changes: RecordChange[]): Promise<void> {
  const sources = changes.flatMap((c) =>
    c.kind === 'source' ? [c.op === 'withdraw' ? c.before.id : c.row.id] : [],
  )
  const touched = { roots: [], sites: [], sources: sources.sort() }
  const at = { rev: TO_COME, at: work.now() }
  const derived = await derivedOf(work.store.db, touched, changes, at)
  scratch.add(changes, derived, new Set())
}

async function touchedBy(db: Db, rev: number, last: string): Promise<string[]> {
  const { monumentId } = t.touched
  const found = await db
    .select({ id: monumentId })
    .from(t.touched)
    .where(and(eq(t.touched.rev, rev), gt(monumentId, last)))
    .orderBy(asc(monumentId))
    .limit(AT_ONCE)
  return found.map((f) => f.id)
}

async function movedSince(db: Db, rev: number, roots: string[]): Promise<Set<string>> {
  const found = await db
    .selectDistinct({ id: t.touched.monumentId })
    .from(t.touched)
    .where(and(gt(t.touched.rev, rev), isIn(t.touched.monumentId, roots)))
  return new Set(found.map((f) => f.id))
}

function inverse(before: Rows, now: Rows, rev: number): RecordChange[] {
  return OF_MONUMENTS.flatMap((kind) => {
    const was = new Map((before[kind] as Row<typeof kind>[]).map((row) => [row.id, row]))
    const is = now[kind] as Row<typeof kind>[]
    const current = new Set(is.map((row) => row.id))
    const changed = is
      .filter((row) => row.recordedRev === rev)
      .map((row) => backFrom(kind, row, was.get(row.id)))
    const again = [...was.values()]
      .filter((row) => row.retiredRev === rev && !current.has(row.id))
      .map((row) => ({ op: 'enter', kind, row, after: rev }) as RecordChange)
    return [...changed, ...again]
  })
}

function backFrom<K extends RecordKind>(
  kind: K,
  row: Row<K>,
  was: Row<K> | undefined,
): RecordChange {
  if (!was) return { op: 'withdraw', kind, before: row } as unknown as RecordChange
  const isStricter = isLooser(was.sensitivity, row.sensitivity)
  const sensitivity = isStricter ? was.sensitivity : row.sensitivity
  return {
    op: 'correct',
    kind,
    before: row,
    row: { ...was, sensitivity },
  } as unknown as RecordChange
}

/** Counts what no longer stands on a source or somebody. */
function release(released: Map<string, number>, change: RecordChange): void {
  if (change.op === 'enter') return
  const then = change.op === 'correct' ? standsOn(change.kind, change.row) : []
  for (const id of standsOn(change.kind, change.before))
    if (!then.includes(id)) released.set(id, (released.get(id) ?? 0) + 1)
}

function standsOn(kind: RecordKind, row: object): string[] {
  const { sourceId, personId, sources } = row as Partial<Row<'claim'> & Row<'note'>>
  return [sourceId, personId, ...(kind === 'note' ? (sources ?? []) : [])].filter(
    (id) => id != null,
  )
}

/** Sources and people that the revision withdrew or corrected, and nobody since. */
async function sharedBack(db: Db, rev: number): Promise<RecordChange[]> {
  const back: RecordChange[] = []
  for (const kind of SHARED) {
    const table = RECORD_TABLES[kind] as typeof t.source
    const was = await db.select().from(table).where(eq(table.retiredRev, rev))
    const ids = was.map((row) => row.id)
    const current = await db
      .select()
      .from(table)
      .where(and(isIn(table.id, ids), isNull(table.retiredRev)))
    const there = new Map(current.map((row) => [row.id, row]))
    for (const row of was) {
      const now = there.get(row.id)
      if (!now) back.push({ op: 'enter', kind, row, after: rev } as RecordChange)
      else if (now.recordedRev === rev) back.push(backFrom(kind as 'source', now, row))
    }
  }
  return back
}

/** Sources and people whom the revision entered, and on whom nothing stands once the rest is taken back. */
async function sharedGone(
  db: Db,
  rev: number,
  released: ReadonlyMap<string, number>,
): Promise<RecordChange[]> {
  const gone: RecordChange[] = []
  const persons = new Set<string>()
  for (const kind of ['source', 'person'] as const) {
    const table = RECORD_TABLES[kind] as typeof t.source
    const then = alias(table, 'then')
    const rows = await db
      .select()
      .from(table)
      .where(
        and(
          eq(table.recordedRev, rev),
          isNull(table.retiredRev),
          notExists(
            db
              .select()
              .from(then)
              .where(and(eq(then.id, table.id), eq(then.retiredRev, rev))),
          ),
        ),
      )
    for (const row of rows)
      if ((await standing(db, row.id)) <= (released.get(row.id) ?? 0)) {
        gone.push({ op: 'withdraw', kind, before: row } as unknown as RecordChange)
        if (kind === 'person') persons.add(row.id)
      }
  }
  const names = await db
    .select()
    .from(t.personName)
    .where(and(isIn(t.personName.personId, persons), isNull(t.personName.retiredRev)))
  return [
    ...names.map((before): RecordChange => ({ op: 'withdraw', kind: 'person_name', before })),
    ...gone,
  ]
}

/** How many records stand on a source or somebody. */
async function standing(db: Db, id: string): Promise<number> {
  const one = async (
    table: typeof t.claim | typeof t.note | typeof t.image,
    is: ReturnType<typeof or>,
  ) => {
    const [found] = await db
      .select({ n: sql<number>`count(*)` })
      .from(table as typeof t.claim)
      .where(and(is, isNull(table.retiredRev)))
    return found?.n ?? 0
  }
  const list = JSON.stringify([id]).slice(1, -1)
  return (
    (await one(t.claim, or(eq(t.claim.sourceId, id), eq(t.claim.personId, id)))) +
    (await one(t.note, or(eq(t.note.subjectId, id), sql`instr(${t.note.sources}, ${list}) > 0`))) +
    (await one(t.image, eq(t.image.subjectId, id)))
  )
}

type Planned = { row: number; root: string; isMoved: boolean; changes: RecordChange[] }

/** What becomes of each monument, as rows of the plan. */
async function namedRows(db: Db, run: ImportRun, planned: Planned[]) {
  const roots = planned.map((p) => p.root)
  const names = await db
    .select({ id: t.name.subjectId, form: t.name.form })
    .from(t.name)
    .where(
      and(isIn(t.name.subjectId, roots), eq(t.name.preferred, true), isNull(t.name.retiredRev)),
    )
    .orderBy(asc(t.name.position))
  const first = new Map(names.reverse().map((n) => [n.id, n.form]))
  return planned.map(({ row, root, isMoved, changes }) => {
    const kinds: Record<string, number> = {}
    for (const { kind } of changes) kinds[kind] = (kinds[kind] ?? 0) + 1
    return insertOf(importRow, {
      importId: run.id,
      row,
      verdict: isMoved ? 'refused' : 'changed',
      monumentId: root,
      title: first.get(root) ?? null,
      problems: isMoved ? [{ column: null, reason: 'moved', value: '' }] : [],
      kinds,
    })
  })
}
