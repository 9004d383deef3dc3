import { type Comparison, compare, threatBetween } from '../domain/compare'
import { type Reader, visibleTo } from '../domain/policy'
import { type Clocks, knownPeriod } from '../domain/status'
import { type Bilingual, CHANGES, type Change } from '../domain/vocabulary'
import { evidenceOf, visibleRows } from '../store/evidence'
import type { Row } from '../store/records'
import { loadRows, type Rows } from '../store/rows'
import type { Db } from '../store/store'
import { type ClaimEntry, claimEntry, knownBy, nameOf } from './dossier'

/** A monument that one change holds for, what was and is told of it, and what is behind that. */
export type Changed = Omit<Comparison, 'changes'> & {
  id: string
  slug: string
  name: Bilingual
  claims: ClaimEntry[]
  assessments: (Row<'assessment'> & { subjectName: Bilingual })[]
}

/** A threat that was opened or closed, with what it is to; `slug` is null for the site itself. */
export type MovedThreat = Row<'threat'> & {
  subjectName: Bilingual
  slug: string | null
  claims: ClaimEntry[]
}

/** Everything that differs at a site between two pairs of clocks. */
export type Changes = {
  from: Clocks
  to: Clocks
  lists: { kind: Change; entries: Changed[] }[]
  opened: MovedThreat[]
  closed: MovedThreat[]
}

/** What changed at a site between two pairs of clocks, as of a revision and as far as the reader may see. */
export async function changesBetween(
  db: Db,
  reader: Reader,
  siteId: string,
  { from, to, rev }: { from: Clocks; to: Clocks; rev: number },
): Promise<Changes> {
  const loaded = await loadRows(db, { siteId }, rev)
  return changesOf(visibleRows(loaded, visibleTo(reader)), from, to)
}

/** What changed, from the rows that a reader may see; `wanted` leaves out other monuments and threats to them. */
export function changesOf(
  all: Rows,
  from: Clocks,
  to: Clocks,
  wanted: (monumentId: string) => boolean = () => true,
): Changes {
  const rows = knownBy(all, to)
  const entries = entriesOf(rows, to)
  const monuments = rows.monument
    .filter((m) => m.partOf === null && wanted(m.id))
    .sort((a, b) => a.position - b.position)
  const compared = monuments.map((monument) => ({
    monument,
    name: nameOf(rows, monument.id),
    ...compare(evidenceOf(rows, monument), from, to),
  }))
  const lists = CHANGES.map((kind) => ({
    kind,
    entries: compared.flatMap(({ monument, changes, ...rest }) => {
      const found = changes.find((c) => c.kind === kind)
      if (!found) return []
      const { id, slug } = monument
      return [
        {
          id,
          slug,
          ...rest,
          claims: found.claims.flatMap((claim) => entries.get(claim) ?? []),
          assessments: rows.assessment
            .filter((a) => found.assessments.includes(a.id))
            .map((a) => ({ ...a, subjectName: nameOf(rows, a.subjectId) })),
        },
      ]
    }),
  }))
  return {
    from,
    to,
    lists: lists.filter((list) => list.entries.length > 0),
    ...movedThreats(rows, entries, from, to, wanted),
  }
}

/** The claims that could be known at the later clocks, by id. */
function entriesOf(rows: Rows, { knownAt }: Clocks): Map<string, ClaimEntry> {
  return new Map(
    rows.claim
      .filter((c) => c.knownFrom <= knownAt)
      .flatMap((c) => claimEntry(rows, c))
      .map((c) => [c.id, c]),
  )
}

function movedThreats(
  rows: Rows,
  entries: Map<string, ClaimEntry>,
  from: Clocks,
  to: Clocks,
  wanted: (monumentId: string) => boolean,
): Pick<Changes, 'opened' | 'closed'> {
  const places = new Map(rows.monument.map((m) => [m.id, m]))
  const moved = rows.threat
    .filter((threat) => {
      const place = places.get(threat.subjectId)
      return place === undefined || wanted(place.partOf ?? place.id)
    })
    .sort((a, b) => a.earliest - b.earliest || (a.id < b.id ? -1 : 1))
    .map((threat) => ({
      ...threatBetween(threat, from, to),
      threat: {
        ...threat,
        valid: knownPeriod(threat, to.knownAt),
        subjectName: nameOf(rows, threat.subjectId),
        slug: places.get(threat.subjectId)?.slug ?? null,
        claims: rows.adoption
          .filter((a) => a.targetId === threat.id)
          .flatMap((a) => entries.get(a.claimId) ?? []),
      },
    }))
  return {
    opened: moved.filter((m) => m.opened).map((m) => m.threat),
    closed: moved.filter((m) => m.closed).map((m) => m.threat),
  }
}
