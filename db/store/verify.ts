import { existsSync, readFileSync } from 'node:fs'
import { asc, isNull, sql } from 'drizzle-orm'
import * as t from '../schema'
import { canonicalJson, changeHash, GENESIS, revisionHash, saltedHash } from './chain'
import { deriveOne } from './derive'
import { RECORD_TABLES, type RecordKind } from './records'
import { loadRows } from './rows'
import { contentOf } from './save'
import type { Db } from './store'

/** What a check found: nothing, or the first thing wrong in each part, in a line. */
export type Finding = {
  part: 'file' | 'chain' | 'records' | 'derived' | 'search' | 'heads'
  problem: string
}

/**
 * Checks a whole register: the file, the hash chain over every revision and change, every record row against the
 * change that wrote it, the derived spans and search entries against fresh ones, and the heads noted beside the file.
 * Erased payloads are allowed; their salted hashes still have to fit.
 */
export async function verify(db: Db, headsFile: string | null): Promise<Finding[]> {
  const checks = [
    checkFile(db),
    checkChain(db),
    checkRecords(db),
    checkDerived(db),
    checkSearch(db),
    headsFile ? checkHeads(db, headsFile) : null,
  ]
  const found = await Promise.all(checks)
  return found.filter((f) => f !== null)
}

async function checkFile(db: Db): Promise<Finding | null> {
  const [row] = await db.all<unknown[] | Record<string, unknown>>(sql`pragma integrity_check`)
  const answer = row === undefined ? 'no answer' : String(Object.values(row)[0])
  return answer === 'ok' ? null : { part: 'file', problem: answer }
}

async function checkChain(db: Db): Promise<Finding | null> {
  const revisions = await db.select().from(t.revision).orderBy(asc(t.revision.rev))
  let prev = GENESIS
  let expected = 1
  for (const r of revisions) {
    const wrong = (problem: string): Finding => ({
      part: 'chain',
      problem: `revision ${r.rev}: ${problem}`,
    })
    if (r.rev !== expected++) return wrong('a revision before it is missing')
    if (r.prev !== prev) return wrong('does not follow the one before it')
    if (r.salt !== null && r.headerHash !== saltedHash(r.salt, r.header))
      return wrong('its header was altered')
    const changes = await db
      .select()
      .from(t.change)
      .where(sql`${t.change.rev} = ${r.rev}`)
      .orderBy(asc(t.change.seq))
    for (const change of changes)
      if (change.salt !== null && change.hash !== changeHash(change.salt, change))
        return wrong(`change ${change.seq} (${change.kind} ${change.id}) was altered`)
    const { rev, at, headerHash } = r
    if (r.hash !== revisionHash({ rev, at, prev, headerHash, changes: changes.map((c) => c.hash) }))
      return wrong('its hash does not fit')
    prev = r.hash
  }
  return null
}

/** Each row must be what its change says it became, and be retired by the change that superseded it. */
async function checkRecords(db: Db): Promise<Finding | null> {
  for (const kind of Object.keys(RECORD_TABLES) as RecordKind[]) {
    const rows = (await db.select().from(RECORD_TABLES[kind] as typeof t.note)) as {
      id: string
      recordedRev: number
      retiredRev: number | null
    }[]
    const log = await db.select().from(t.change).where(sql`${t.change.kind} = ${kind}`)
    const entered = new Map(log.map((c) => [`${c.id} ${c.rev}`, c]))
    const retired = new Map(log.filter((c) => c.base > 0).map((c) => [`${c.id} ${c.base}`, c.rev]))
    const written = log.filter((c) => c.salt === null || c.after !== null).length
    if (rows.length !== written)
      return { part: 'records', problem: `${kind}: ${rows.length} rows, ${written} recorded` }
    for (const row of rows) {
      const key = `${row.id} ${row.recordedRev}`
      const change = entered.get(key)
      const isErased = change?.salt === null
      if (!change || (!isErased && essence(change.after ?? {}) !== essence(contentOf(row))))
        return {
          part: 'records',
          problem: `${kind} ${row.id} of revision ${row.recordedRev} was altered`,
        }
      if ((retired.get(key) ?? null) !== row.retiredRev)
        return {
          part: 'records',
          problem: `${kind} ${row.id} of revision ${row.recordedRev} was retired outside a save`,
        }
    }
  }
  return null
}

/** A record's content without what a column's default adds, as comparable text. */
function essence(content: Record<string, unknown>): string {
  const kept = Object.entries(content).filter(
    ([, v]) => v !== null && v !== 'public' && !(Array.isArray(v) && v.length === 0),
  )
  return canonicalJson(Object.fromEntries(kept))
}

/** Rebuilds the derived rows of every monument and compares. */
async function checkDerived(db: Db): Promise<Finding | null> {
  const sites = await db.select({ id: t.site.id }).from(t.site).where(isNull(t.site.retiredRev))
  const expected: string[] = []
  for (const site of sites) {
    const rows = await loadRows(db, { siteId: site.id }, null)
    for (const root of rows.monument.filter((m) => m.partOf === null)) {
      const inserts = deriveOne(db, rows, root.id).filter((s) =>
        /^insert into "?(span|search)"? /.test(s.sql),
      )
      expected.push(...inserts.map((s) => canonicalJson(s.params)))
    }
  }
  const spans = await db.select().from(t.span)
  const entries = await db.all<Record<string, unknown>>(
    sql`select s.text, d.audience, d.monument_id from search_doc d join search s on s.rowid = d.doc`,
  )
  const found = [
    ...spans.map((span) => canonicalJson(db.insert(t.span).values(span).toSQL().params)),
    ...entries.map((entry) => canonicalJson(Object.values(entry))),
  ]
  const [missing] = difference(expected, found)
  const [extra] = difference(found, expected)
  if (missing) return { part: 'derived', problem: `missing: ${missing}` }
  return extra ? { part: 'derived', problem: `not derivable from the record: ${extra}` } : null
}

function difference(from: string[], without: string[]): string[] {
  const known = new Set(without)
  return from.filter((item) => !known.has(item))
}

async function checkSearch(db: Db): Promise<Finding | null> {
  try {
    await db.run(sql`insert into search (search) values ('integrity-check')`)
    return null
  } catch (error) {
    return { part: 'search', problem: (error as Error).message }
  }
}

/** Every head ever noted must still be in the chain: a shortened or rewritten register lacks some. */
async function checkHeads(db: Db, file: string): Promise<Finding | null> {
  if (!existsSync(file)) return { part: 'heads', problem: `${file} is missing` }
  const revisions = new Map(
    (await db.select({ rev: t.revision.rev, hash: t.revision.hash }).from(t.revision)).map((r) => [
      r.rev,
      r.hash,
    ]),
  )
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [rev, hash] = line.split(' ')
    if (revisions.get(Number(rev)) !== hash)
      return { part: 'heads', problem: `revision ${rev} with head ${hash} is gone` }
  }
  return null
}
