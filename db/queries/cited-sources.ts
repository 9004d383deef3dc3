import { and } from 'drizzle-orm'
import type { Day } from '../domain/dates'
import { type Reader, visibleTo } from '../domain/policy'
import * as t from '../schema'
import type { Row } from '../store/records'
import { isCurrent, isShown } from '../store/rows'
import { type Db, isIn } from '../store/store'
import type { Dossier } from './dossier'
import type { SiteClaim } from './site-claims'
import type { Pinned } from './view'

/** A source that a view cites: how many of its claims are about the view's monuments or the site, and for how many of these it is used. */
export type CitedSource = Row<'source'> & { claims: number; monuments: number }

/** How often sources are cited, by id. */
type Count = { claims: number; monuments: number; lastMonument: string }

const AT_ONCE = 200

/** The sources that the places, names and description of a monument were taken from. */
export function takenFrom({ coordinates, names, monument }: Dossier): string[] {
  return [...[...coordinates, ...names].flatMap((r) => r.sources), ...monument.descriptionSources]
}

/** Counts the sources of dossiers as they pass: a few numbers for each source, whatever the number of monuments. */
export class SourceCounts {
  readonly #counts = new Map<string, Count>()
  /** Sources that a place or a description was taken from: named only if they were published by the clock. */
  readonly #taken = new Set<string>()

  add(dossier: Dossier): void {
    const { monument, claims, threats } = dossier
    for (const claim of claims) this.#cite(claim.source.id, monument.id, 1)
    for (const claim of threats.flatMap((threat) => threat.claims))
      this.#cite(claim.source.id, monument.id, 0)
    for (const id of takenFrom(dossier)) this.#taken.add(id)
  }

  /** Counts what is said of the site as a whole, which is about no monument. */
  addSite(said: SiteClaim[]): void {
    for (const { claim } of said) {
      const count = this.#counts.get(claim.source.id) ?? {
        claims: 0,
        monuments: 0,
        lastMonument: '',
      }
      this.#counts.set(claim.source.id, { ...count, claims: count.claims + 1 })
    }
  }

  /** The sources counted so far that the reader may see, in order of publication, a portion at a time. */
  async *sources(
    db: Db,
    reader: Reader,
    { view }: Pick<Pinned, 'view'>,
  ): AsyncGenerator<CitedSource[]> {
    const isRead = [isShown('source', visibleTo(reader).levels), isCurrent('source', view.rev)]
    const order: { id: string; published: Day }[] = []
    for (const ids of inTurn([...new Set([...this.#counts.keys(), ...this.#taken])])) {
      const found = await db
        .select({ id: t.source.id, published: t.source.publishedLatest })
        .from(t.source)
        .where(and(isIn(t.source.id, ids), ...isRead))
      order.push(...found.filter((s) => this.#counts.has(s.id) || s.published <= view.knownAt))
    }
    order.sort((a, b) => a.published - b.published || (a.id < b.id ? -1 : 1))
    for (const portion of inTurn(order)) {
      const ids = portion.map((s) => s.id)
      const rows = await db
        .select()
        .from(t.source)
        .where(and(isIn(t.source.id, ids), ...isRead))
      const byId = new Map(rows.map((row) => [row.id, row]))
      yield ids.flatMap((id) => {
        const [row, count] = [byId.get(id), this.#counts.get(id)]
        return row ? [{ ...row, claims: count?.claims ?? 0, monuments: count?.monuments ?? 0 }] : []
      })
    }
  }

  #cite(id: string, monument: string, claims: number): void {
    const count = this.#counts.get(id) ?? { claims: 0, monuments: 0, lastMonument: '' }
    count.claims += claims
    if (count.lastMonument !== monument) count.monuments++
    count.lastMonument = monument
    this.#counts.set(id, count)
  }
}

function* inTurn<T>(list: T[]): Generator<T[]> {
  for (let i = 0; i < list.length; i += AT_ONCE) yield list.slice(i, i + AT_ONCE)
}
