import { and, eq, isNull } from 'drizzle-orm'
import { type Reader, visibleTo } from '../domain/policy'
import { readReportAddress } from '../domain/report-address'
import * as t from '../schema'
import { visibleRows } from '../store/evidence'
import type { RecordKind, Row } from '../store/records'
import { isCurrent, isShown, loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import { register } from './register'
import { goneInLog } from './report-log'
import { requireSite } from './sites'

/** What a file rests on: the monuments and claims that it tells of, and everything visible that it may draw on. */
export type Basis = { monuments: string[]; claims: string[]; visible: string[] }

/** Marks what is shown in part: the grid cell of a place. */
const IN_PART = '~'

/**
 * What the file of a pinned address rests on, under today's redaction. `visible` errs on the side of more: every version
 * about its monuments that the reader may see, whatever the clocks, and every monument that its total counts. Sorted.
 */
export async function basisOf(db: Db, reader: Reader, address: string): Promise<Basis> {
  const { site: slug, view } = readReportAddress(address)
  const site = await requireSite(db, reader, slug, view.rev)
  const { rows: shown } = await register(db, reader, site.id, { view })
  const monuments = shown.map((row) => row.id)
  const loaded = await loadRows(db, { roots: monuments, sites: [site.id] }, view.rev)
  const rows = visibleRows(loaded, visibleTo(reader))
  const counted = await countedMonuments(db, reader, site, view.rev)
  const gone = await goneInLog(db, reader, site.id, new Set(monuments), view)
  const isKnown = (c: Row<'claim'>) => c.knownFrom <= view.knownAt && c.earliest <= view.asOf
  return {
    monuments: [...monuments].sort(),
    claims: rows.claim.filter(isKnown).map((c) => c.id),
    visible: [
      ...new Set([
        ...counted,
        ...namesOf(rows),
        ...gone.map(({ id, isPlain }) => (isPlain ? id : id + IN_PART)),
      ]),
    ].sort(),
  }
}

/** Whether somebody who may see `now` may see all of `then`. What was shown in part is covered by the whole. */
export function isCovered(then: string[], now: string[]): boolean {
  const may = new Set(now)
  return then.every(
    (id) => may.has(id) || (id.endsWith(IN_PART) && may.has(id.slice(0, -IN_PART.length))),
  )
}

async function countedMonuments(
  db: Db,
  reader: Reader,
  site: Row<'site'>,
  rev: number,
): Promise<string[]> {
  const { levels } = visibleTo(reader)
  const { monument } = t
  const found = await db
    .select({ id: monument.id })
    .from(monument)
    .where(
      and(
        eq(monument.siteId, site.id),
        isNull(monument.partOf),
        isCurrent('monument', rev),
        isShown('monument', levels),
      ),
    )
  return found.map((m) => m.id)
}

function namesOf(rows: Rows): string[] {
  return (Object.keys(rows) as RecordKind[]).flatMap((kind) =>
    rows[kind].map(({ id, sensitivity }) =>
      kind === 'coordinate' && sensitivity === 'generalised' ? id + IN_PART : id,
    ),
  )
}
