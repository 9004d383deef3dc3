import { and, isNull } from 'drizzle-orm'
import type { ImportedMonument, ImportPortion, ImportProblem, ImportRow } from '../../import/shape'
import type { ImportVerdict } from '../../import-schema'
import * as t from '../../schema'
import { type Derived, derivedOf, touchedUnits } from '../../store/derive'
import type { RecordChange, RecordKind, Row } from '../../store/records'
import { type Db, isIn } from '../../store/store'
import { isSameContent } from '../content'
import { deriveNew } from './derive-new'
import type { Ground } from './ground'
import { monumentChanges, titleOf } from './monument'
import { identifierKey, type Standing, standingOf, withdrawnSince } from './register'
import { rowOfTable } from './tables'
import { ValueRefused } from './values'

/** What would become of one row. */
export type PlannedRow = {
  row: number
  verdict: ImportVerdict
  monumentId: string | null
  title: string | null
  problems: Omit<ImportProblem, 'row'>[]
  changes: RecordChange[]
}

/** What would become of one portion: of its rows, and of the units that they touch. */
export type PlannedPortion = { rows: PlannedRow[]; derived: Derived; fresh: Set<string> }

/** A revision that is not yet there, for what is derived before it is. */
const TO_COME = Number.MAX_SAFE_INTEGER

/** Holds a file against the register, a portion after the other; changes nothing. */
export class Planner {
  /** Rows by what they are found by: a second one for the same monument is refused. */
  private readonly seen = new Map<string, number>()
  /** Top-level monuments that are derived by now; each is derived only once. */
  private readonly derived = new Set<string>()
  private readonly deferred: RecordChange[] = []
  private deferredTo = { length: 0, roots: new Set<string>() }
  private readonly later = new WeakSet<PlannedRow>()

  constructor(
    private readonly db: Db,
    private readonly ground: Ground,
  ) {}

  /** What would become of the rows of a portion. */
  async plan(portion: ImportPortion): Promise<PlannedPortion> {
    for (const assessor of portion.assessors) this.ground.assessors.set(assessor.key, assessor)
    const standing = await standingOf(this.db, this.ground.siteId, portion.rows)
    const problems = groupedByRow(portion.problems)
    const rows: PlannedRow[] = []
    for (const row of portion.rows) {
      const own = problems.get(row.row) ?? []
      problems.delete(row.row)
      rows.push(await this.planRow(row, standing, own))
    }
    for (const [row, own] of problems)
      rows.push({ ...NOTHING, row, verdict: 'refused', problems: own, changes: [] })
    await this.honourWithdrawals(rows, standing)
    for (const row of rows) row.verdict = verdictOf(row, this.later.has(row))
    return { rows, ...(await this.derive(rows)) }
  }

  /** What is derived of units that several rows may touch, which only the end of the file tells. */
  async finish(): Promise<Pick<PlannedPortion, 'derived' | 'fresh'>> {
    const changes = this.deferred
    const fresh = new Set(
      changes.flatMap((c) => (c.kind === 'source' && c.op === 'enter' ? [c.row.id] : [])),
    )
    if (changes.length === 0) return { derived: NONE, fresh }
    const touched = await touchedUnits(this.db, changes)
    const derived = await derivedOf(this.db, touched, changes, {
      rev: TO_COME,
      at: this.ground.now,
    })
    return { derived, fresh }
  }

  private async planRow(
    row: ImportRow,
    standing: Standing,
    problems: PlannedRow['problems'],
  ): Promise<PlannedRow> {
    const planned: PlannedRow = { ...NOTHING, row: row.row, problems: [...problems], changes: [] }
    const refuse = (error: unknown) => {
      if (!(error instanceof ValueRefused)) throw error
      const { column, reason, value } = error
      planned.problems.push({ column, reason, value: value.slice(0, 200) })
    }
    try {
      if (row.kind === 'monument') {
        planned.title = titleOf(row.monument)
        const before = this.match(row.monument, row.row, standing)
        const roots = before ? [before.partOf ?? before.id] : []
        requireApart(roots, planned.title, this.derived)
        requireApart(roots, planned.title, await this.deferredRoots())
        const about = standing.about(before?.id ?? '')
        const { id, changes } = monumentChanges(this.ground, row.monument, before, about, refuse)
        planned.monumentId = id
        planned.changes = changes
      } else {
        const made = await rowOfTable(this.db, this.ground, row, standing, refuse)
        if (made.changes.length > 0) await this.defer(made.changes, made.title)
        Object.assign(planned, made)
        this.later.add(planned)
      }
    } catch (error) {
      refuse(error)
      planned.verdict = 'refused'
      planned.changes = []
    }
    return planned
  }

  /** Keeps the changes of a table's row for the end. Throws `ValueRefused` where an earlier row corrects the same record. */
  private async defer(changes: RecordChange[], title: string): Promise<void> {
    if (this.derived.size > 0)
      requireApart((await touchedUnits(this.db, changes)).roots, title, this.derived)
    for (const c of changes)
      if (c.op === 'correct') {
        const key = `${c.kind} ${c.row.id}`
        if (this.seen.has(key)) throw new ValueRefused('id', 'key_twice', title)
        this.seen.set(key, 0)
      }
    this.deferred.push(...changes)
  }

  /** The monuments that the end of the file derives, as far as it was read. */
  private async deferredRoots(): Promise<ReadonlySet<string>> {
    if (this.deferredTo.length !== this.deferred.length) {
      const { roots } = await touchedUnits(this.db, this.deferred)
      this.deferredTo = { length: this.deferred.length, roots: new Set(roots) }
    }
    return this.deferredTo.roots
  }

  /** The monument of the register that a row is about; null for a new one. Throws `ValueRefused`. */
  private match(said: ImportedMonument, row: number, standing: Standing): Row<'monument'> | null {
    const keys = [
      ...(said.id === undefined ? [] : [`id ${said.id}`]),
      ...said.identifiers.filter((i) => !i.isShared).map(identifierKey),
    ]
    const shown = said.id ?? said.identifiers[0]?.value ?? titleOf(said)
    if (keys.length === 0) throw new ValueRefused('identifier', 'no_key', shown)
    if (keys.some((key) => this.seen.has(key)))
      throw new ValueRefused('identifier', 'key_twice', shown)
    const found = said.id === undefined ? undefined : standing.monuments.get(said.id)
    const taken = said.id === undefined ? undefined : standing.taken.get(said.id)
    if (taken)
      throw new ValueRefused('id', taken === 'withdrawn' ? 'withdrawn' : 'no_monument', shown)
    const matched = new Set(keys.flatMap((key) => [...(standing.byIdentifier.get(key) ?? [])]))
    if (!found && matched.size > 1) throw new ValueRefused('identifier', 'ambiguous', shown)
    const [only] = matched
    const monument = found ?? (only === undefined ? null : (standing.monuments.get(only) ?? null))
    if (monument && this.seen.has(`id ${monument.id}`))
      throw new ValueRefused('identifier', 'key_twice', shown)
    for (const key of keys) this.seen.set(key, row)
    if (monument) this.seen.set(`id ${monument.id}`, row)
    return monument
  }

  /**
   * What editors withdrew stays so, unless the file says something else by now; what went with an import that was taken
   * back is entered again.
   */
  private async honourWithdrawals(rows: PlannedRow[], standing: Standing): Promise<void> {
    const asked = new Map<string, object>()
    const entered = new Map<RecordKind, string[]>()
    for (const { monumentId, changes } of rows)
      if (monumentId !== null && standing.monuments.has(monumentId))
        for (const c of changes)
          if (c.op === 'enter') {
            asked.set(c.row.id, c.row)
            entered.set(c.kind, [...(entered.get(c.kind) ?? []), c.row.id])
          }
    const stays = new Set<string>()
    const after = new Map<string, number>()
    for (const [kind, ids] of entered)
      for (const [id, gone] of await withdrawnSince(this.db, kind, ids)) {
        const rev = gone.retiredRev ?? 0
        const isSame = isSameContent(
          { ...gone, ...OF_NO_ACCOUNT },
          { ...asked.get(id), ...OF_NO_ACCOUNT },
        )
        if (this.ground.undoing.has(rev) || !isSame) after.set(id, rev)
        else stays.add(id)
      }
    if (stays.size + after.size === 0) return
    const uses = rows.flatMap(({ changes }) =>
      changes.flatMap((c) => (c.kind === 'adoption' && c.op === 'enter' ? [c.row] : [])),
    )
    // A conclusion or threat and what it rests on go together.
    for (const { id, targetId, claimId } of uses)
      if (stays.has(targetId) || stays.has(claimId)) stays.add(targetId).add(id)
    for (const row of rows)
      row.changes = row.changes
        .filter((c) => !(c.op === 'enter' && stays.has(c.row.id)))
        .map(
          (c) =>
            (c.op === 'enter' && after.has(c.row.id)
              ? { ...c, after: after.get(c.row.id) }
              : c) as RecordChange,
        )
  }

  private async derive(rows: PlannedRow[]): Promise<Pick<PlannedPortion, 'derived' | 'fresh'>> {
    const own = rows.filter((r) => r.monumentId !== null && !this.later.has(r))
    const changes = own.flatMap((r) => r.changes)
    const roots = new Set<string>()
    const fresh = new Set<string>()
    const sources: string[] = []
    const parents = await this.parentsOf(own)
    for (const row of own) {
      if (row.changes.length === 0 || row.monumentId === null) continue
      roots.add(parents.get(row.monumentId) ?? row.monumentId)
      if (row.changes.some((c) => c.kind === 'monument' && c.op === 'enter'))
        fresh.add(row.monumentId)
    }
    for (const c of changes)
      if (c.kind === 'source' && c.op === 'enter') {
        sources.push(c.row.id)
        fresh.add(c.row.id)
      }
    if (roots.size === 0) return { derived: NONE, fresh }
    for (const root of roots) this.derived.add(root)
    const context = [...this.ground.entered.values()]
      .filter((row) => !sources.includes(row.id))
      .map((row): RecordChange => ({ op: 'enter', kind: 'source', row }))
    const known = [...roots].filter((root) => !fresh.has(root))
    const touched = { roots: known.sort(), sites: [], sources }
    const at = { rev: TO_COME, at: this.ground.now }
    const derived = await derivedOf(this.db, touched, [...context, ...changes], at)
    for (const { monumentId, changes: about } of own) {
      if (monumentId === null || !fresh.has(monumentId)) continue
      const made = deriveNew(monumentId, about, [this.ground.source])
      derived.roots.push(made.root)
      derived.units.push(made.unit)
    }
    return { derived, fresh }
  }

  /** The monuments that parts belong to. */
  private async parentsOf(rows: PlannedRow[]): Promise<Map<string, string>> {
    const ids = rows.flatMap((r) => (r.changes.length > 0 && r.monumentId ? [r.monumentId] : []))
    const found = await this.db
      .select({ id: t.monument.id, partOf: t.monument.partOf })
      .from(t.monument)
      .where(and(isIn(t.monument.id, ids), isNull(t.monument.retiredRev)))
    return new Map(found.flatMap((m) => (m.partOf === null ? [] : [[m.id, m.partOf]])))
  }
}

/** What tells two versions of a record apart without either saying anything else. */
const OF_NO_ACCOUNT = { sourceId: 0, position: 0, sensitivity: 0, sources: 0 }

const NONE: Derived = { roots: [], units: [] }
const NOTHING = { verdict: 'unchanged' as ImportVerdict, monumentId: null, title: null }

/** Throws `ValueRefused` where another table of the file, or another portion of it, touches the same monuments. */
function requireApart(roots: string[], title: string, taken: ReadonlySet<string>): void {
  if (roots.some((root) => taken.has(root))) throw new ValueRefused('monument', 'apart', title)
}

/** New is what was not there before: of a table the record itself, else the monument. */
function verdictOf({ verdict, changes }: PlannedRow, isOfTable: boolean): ImportVerdict {
  if (verdict === 'refused') return verdict
  if (changes.length === 0) return 'unchanged'
  const kinds: RecordKind[] = isOfTable ? ['source', 'claim'] : ['monument']
  return changes.some((c) => c.op === 'enter' && kinds.includes(c.kind)) ? 'new' : 'changed'
}

function groupedByRow(problems: ImportProblem[]): Map<number, PlannedRow['problems']> {
  const byRow = new Map<number, PlannedRow['problems']>()
  for (const { row, ...problem } of problems) byRow.set(row, [...(byRow.get(row) ?? []), problem])
  return byRow
}
