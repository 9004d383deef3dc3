import { and, eq, inArray, sql } from 'drizzle-orm'
import { searchWords } from '../domain/arabic'
import { type Audience, NOBODY, visibleTo } from '../domain/policy'
import { spansOf } from '../domain/spans'
import * as t from '../schema'
import { evidenceOf, visibleRows } from './evidence'
import { insertOf } from './insert'
import { idOf, type RecordChange, type RecordKind, type Row } from './records'
import { isCurrent, loadRows, type Rows, rowsByRoot } from './rows'
import { type Db, isIn, type Statement } from './store'

/** The reader each half of the derived tables is written for. */
const AUDIENCES = [
  ['public', visibleTo(NOBODY)],
  ['editor', visibleTo({ userId: null, name: null, role: 'editor' })],
] as const

/** Statements that rewrite spans and search entries of every monument that the changes can touch, as of after them. */
export async function deriveAfter(
  db: Db,
  changes: RecordChange[],
  rev: number,
): Promise<Statement[]> {
  const roots = await touchedRoots(db, changes)
  if (roots.length === 0) return []
  const byRoot = rowsByRoot(await rowsAfter(db, roots, changes, rev))
  return roots.flatMap((root) => [
    insertOf(t.touched, { monumentId: root, rev }),
    ...deriveOne(db, byRoot(root), root),
  ])
}

/** Statements that rewrite the derived rows of one monument from the current record rows about it. */
export function deriveOne(db: Db, rows: Rows, root: string): Statement[] {
  const { spans, entries } = derivedOf(rows, root)
  return [
    db
      .delete(t.span)
      .where(
        and(
          inArray(
            t.span.audience,
            AUDIENCES.map(([audience]) => audience),
          ),
          eq(t.span.monumentId, root),
        ),
      )
      .toSQL(),
    {
      sql: 'delete from search where rowid in (select doc from search_doc where monument_id = ?)',
      params: [root],
    },
    ...spans.map((span) => insertOf(t.span, span)),
    ...entries.flatMap(({ audience, text }) => searchRows(root, audience, text)),
  ]
}

/** The spans and search entries of one monument, for each audience that may see it. */
export function derivedOf(
  rows: Rows,
  root: string,
): { spans: (typeof t.span.$inferInsert)[]; entries: { audience: Audience; text: string }[] } {
  const seen = AUDIENCES.flatMap(([audience, sight]) => {
    const visible = visibleRows(rows, sight)
    const monument = visible.monument.find((m) => m.id === root && m.partOf === null)
    return monument ? [{ audience, visible, monument }] : []
  })
  return {
    spans: seen.flatMap(({ audience, visible, monument }) =>
      spansOf(evidenceOf(visible, monument)).map(
        ({ status: { rule: _rule, ...status }, ...rectangle }) => ({
          audience,
          monumentId: root,
          ...rectangle,
          ...status,
        }),
      ),
    ),
    entries: seen.map(({ audience, visible, monument }) => ({
      audience,
      text: searchText(visible, monument),
    })),
  }
}

function searchRows(root: string, audience: Audience, text: string): Statement[] {
  return [
    {
      sql: 'insert into search_doc (doc, audience, monument_id) select coalesce(max(doc), 0) + 1, ?, ? from search_doc where true on conflict do nothing',
      params: [audience, root],
    },
    {
      sql: 'insert into search (rowid, text) select doc, ? from search_doc where audience = ? and monument_id = ?',
      params: [text, audience, root],
    },
  ]
}

/** The folded words a monument is found by: every name of it and its parts, and its description. */
export function searchText(
  rows: Rows,
  monument: Pick<Row<'monument'>, 'id' | 'description'>,
): string {
  const parts = rows.monument.filter((m) => m.partOf === monument.id).map((m) => m.id)
  const names = rows.name.filter((n) => n.subjectId === monument.id || parts.includes(n.subjectId))
  const texts = [
    ...names.flatMap((n) => [n.form, n.transliteration]),
    monument.description?.en,
    monument.description?.ar,
  ]
  return searchWords(texts.filter((x) => x != null).join(' ')).join(' ')
}

/** Follows changes to the top-level monuments whose answers they can alter. */
async function touchedRoots(db: Db, changes: RecordChange[]): Promise<string[]> {
  const pending = changes.flatMap((c) => [
    ...(c.op === 'enter' ? [] : [{ kind: c.kind, row: c.before as Record<string, unknown> }]),
    ...(c.op === 'withdraw' ? [] : [{ kind: c.kind, row: c.row as Record<string, unknown> }]),
  ])
  const monuments = new Map<string, string>()
  const subjectOf = new Map<string, string>()
  const learn = (kind: RecordKind, row: Record<string, unknown>) => {
    if (kind === 'monument') monuments.set(String(row.id), String(row.partOf ?? row.id))
    else if (kind === 'adoption') subjectOf.set(String(row.id), String(row.targetId))
    else if ('subjectId' in row) subjectOf.set(String(row.id), String(row.subjectId))
  }
  for (const { kind, row } of pending) learn(kind, row)
  // Also where a corrected record was before: a record that moves touches both its old place and its new one.
  const places = pending.flatMap(({ row }) =>
    [row.subjectId, row.targetId, row.partOf].filter((id) => typeof id === 'string'),
  )
  let ids = new Set([...changes.map(idOf), ...places])
  for (const claim of await claimsOfSources(db, changes)) {
    learn('claim', claim)
    ids.add(claim.id)
  }
  const roots = new Set<string>()
  for (let hop = 0; ids.size > 0 && hop < 5; hop++) {
    const unknown = [...ids].filter((id) => !monuments.has(id) && !subjectOf.has(id))
    for (const { kind, row } of await findSubjects(db, unknown)) learn(kind, row)
    const next = new Set<string>()
    for (const id of ids) {
      const root = monuments.get(id)
      const subject = subjectOf.get(id)
      if (root) roots.add(root)
      else if (subject) next.add(subject)
    }
    ids = next
  }
  return [...roots].sort()
}

async function claimsOfSources(db: Db, changes: RecordChange[]): Promise<Row<'claim'>[]> {
  const sources = changes.flatMap((c) =>
    c.kind === 'source' && c.op !== 'enter' ? c.before.id : [],
  )
  if (sources.length === 0) return []
  return (await db.select().from(t.claim).where(isIn(t.claim.sourceId, sources))) as Row<'claim'>[]
}

async function findSubjects(
  db: Db,
  ids: string[],
): Promise<{ kind: RecordKind; row: Record<string, unknown> }[]> {
  if (ids.length === 0) return []
  const monuments = await db.select().from(t.monument).where(isIn(t.monument.id, ids))
  const others = await Promise.all(
    ([t.event, t.assessment, t.threat, t.claim] as const).map((table) =>
      db
        .select({ id: table.id, subjectId: table.subjectId })
        .from(table)
        .where(isIn(table.id, ids)),
    ),
  )
  return [
    ...monuments.map((row) => ({ kind: 'monument' as const, row })),
    ...others.flat().map((row) => ({ kind: 'claim' as const, row })),
  ]
}

/** The rows about some monuments as they will be once the changes are accepted. */
async function rowsAfter(
  db: Db,
  roots: string[],
  changes: RecordChange[],
  rev: number,
): Promise<Rows> {
  const rows = await loadRows(db, { roots }, null)
  const cited = changes.flatMap((c) =>
    c.kind === 'claim' && c.op !== 'withdraw' ? c.row.sourceId : [],
  )
  const sources = (await db
    .select()
    .from(t.source)
    .where(sql`${isIn(t.source.id, cited)} and ${isCurrent('source', null)}`)) as Row<'source'>[]
  for (const source of sources)
    if (!rows.source.some((s) => s.id === source.id)) rows.source.push(source)
  const byKind = new Map<RecordKind, Map<string, unknown>>()
  for (const kind of Object.keys(rows) as RecordKind[])
    byKind.set(kind, new Map(rows[kind].map((r) => [r.id, r])))
  for (const change of changes) {
    const list = byKind.get(change.kind)
    if (change.op === 'withdraw') list?.delete(change.before.id)
    else
      list?.set(change.row.id, { ...DEFAULTS, ...change.row, recordedRev: rev, retiredRev: null })
  }
  const inOrder = (list: Map<string, unknown>) =>
    [...list].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  return Object.fromEntries(
    [...byKind].map(([kind, list]) => [kind, inOrder(list)]),
  ) as unknown as Rows
}

/** What the database fills in when a new row leaves it out, so that derived rows equal those rebuilt later. */
const DEFAULTS = {
  sensitivity: 'public',
  sources: [],
  partOf: null,
  principalId: null,
  value: null,
  questionId: null,
  observedLatest: null,
  endKnownFrom: null,
} as const
