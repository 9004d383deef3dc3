import { and, asc, eq } from 'drizzle-orm'
import { BESIDE_PARAM } from '../domain/beside'
import { DomainError } from '../domain/errors'
import type { ViewProblem } from '../domain/filter'
import { type Reader, visibleTo } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import { isCurrent, isShown, type Rev } from '../store/rows'
import type { Db } from '../store/store'
import type { ClaimEntry } from './dossier'
import { getMonument, type MonumentPage } from './monument'
import { preferredNames } from './register-row'
import type { Pinned } from './view'

/** A monument's page with the last things said of it, the newest first. */
export type BesideEntry = MonumentPage & { latest: ClaimEntry[] }

/** How many of the last things said are told. */
const LATEST = 3
/** A list to choose from is no longer than this; whoever has more chooses in the register. */
const MOST_CHOICES = 1000

/** The pages of some monuments and parts, in the order named; each that is not there, or may not be seen, is a problem. */
export async function besideEntries(
  db: Db,
  reader: Reader,
  siteId: string,
  slugs: readonly string[],
  pinned: Pinned,
): Promise<{ entries: BesideEntry[]; problems: ViewProblem[] }> {
  const entries: BesideEntry[] = []
  const problems: ViewProblem[] = []
  for (const value of slugs) {
    const page = await getMonument(db, reader, siteId, value, pinned).catch(nullIfMissing)
    if (page) entries.push({ ...page, latest: latestOf(page.claims) })
    else problems.push({ param: BESIDE_PARAM, value, code: 'unknown_value' })
  }
  return { entries, problems }
}

/** Whoever published on a day that is known goes before those of whom only a latest day is. */
function latestOf(claims: ClaimEntry[]): ClaimEntry[] {
  const newest = [...claims].reverse()
  const isDated = (claim: ClaimEntry) => claim.source.published !== null
  return [...newest.filter(isDated), ...newest.filter((c) => !isDated(c))].slice(0, LATEST)
}

function nullIfMissing(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null
  throw error
}

/** A monument to choose, with its parts. */
export type BesideChoice = { slug: string; name: Bilingual; parts: BesideChoice[] }

/** What can be put side by side at a site, in its own order: the first thousand monuments and parts. */
export async function besideChoices(
  db: Db,
  reader: Reader,
  siteId: string,
  rev: Rev,
): Promise<BesideChoice[]> {
  const { monument } = t
  const rows = await db
    .select({ id: monument.id, slug: monument.slug, partOf: monument.partOf })
    .from(monument)
    .where(
      and(
        eq(monument.siteId, siteId),
        isShown('monument', visibleTo(reader).levels),
        isCurrent('monument', rev),
      ),
    )
    .orderBy(asc(monument.position), asc(monument.id))
    .limit(MOST_CHOICES)
  const ids = rows.map((row) => row.id)
  const names = await preferredNames(db, reader, ids, rev)
  const within = (whole: string | null): BesideChoice[] =>
    rows
      .filter((row) => row.partOf === whole)
      .map(({ id, slug }) => ({
        slug,
        name: names.get(id) ?? {},
        parts: whole === null ? within(id) : [],
      }))
  return within(null)
}
