import type { Day } from '../domain/dates'
import { claimKnownFrom } from '../domain/knowledge'
import type { Property, Qualifier } from '../domain/vocabulary'
import type { NewRow } from '../store/records'
import { dating, lastDay } from './dating'
import type { ClaimEntry } from './shapes'
import type { ReadIn } from './sources'

/** Who gave a claim its typed value. */
export const CODED_BY = 'compiler'

/** What a claim inherits from the event, question or monument it is listed under. */
export type ClaimParent = {
  id: string
  origin: string
  subjects: string[]
  property?: Property
  valid: string
  qualifier?: Qualifier
  eventId?: string | null
  questionId?: string | null
}

/** The claims of the seed, in order, each source's publication days at hand. */
export class ClaimBook {
  readonly rows = new Map<string, NewRow<'claim'>>()
  readonly #published: Map<string, Day>
  readonly #readIn: ReadIn

  constructor(sources: NewRow<'source'>[], readIn: ReadIn) {
    this.#published = new Map(sources.map((s) => [s.id, s.publishedLatest]))
    this.#readIn = readIn
  }

  /** Enters one row per source and subject of an entry, or joins it to the claim that it repeats. Returns their ids. */
  enter(entry: ClaimEntry, parent: ClaimParent): string[] {
    const subjects = entry.subjects ?? parent.subjects
    return entry.sources.flatMap((sourceId) =>
      subjects.map((subjectId) => {
        const tail = subjects.length > 1 ? `${sourceId}.${subjectId}` : sourceId
        const same = entry.sameAs?.[tail]
        if (same !== undefined) return this.#join(same, entry, parent)
        return this.add(
          this.#rowOf(`${parent.id}.${tail}`, tail, sourceId, subjectId, entry, parent),
        )
      }),
    )
  }

  /** Enters one row as it is; throws when the id is taken. */
  add(row: NewRow<'claim'>): string {
    if (this.rows.has(row.id)) throw new Error(`claim entered twice: ${row.id}`)
    this.rows.set(row.id, row)
    return row.id
  }

  /** The claim with this id; throws when there is none. */
  get(id: string): NewRow<'claim'> {
    const row = this.rows.get(id)
    if (!row) throw new Error(`no such claim: ${id}`)
    return row
  }

  /** The first day on which a claim of this source could be known. */
  knownFrom(sourceId: string, reported: Day | null = null): Day {
    const publishedLatest = this.#published.get(sourceId)
    if (publishedLatest === undefined) throw new Error(`no such source: ${sourceId}`)
    return claimKnownFrom({ reported }, { publishedLatest })
  }

  #rowOf(
    id: string,
    tail: string,
    sourceId: string,
    subjectId: string,
    entry: ClaimEntry,
    parent: ClaimParent,
  ) {
    const detail = { ...entry, ...entry.overrides?.[tail] }
    const reported = detail.reported ? lastDay(detail.reported) : null
    const qualifier = detail.qualifier ?? (detail.valid ? undefined : parent.qualifier)
    return {
      id,
      ...dating(detail.valid ?? parent.valid, qualifier),
      subjectId,
      property: entry.property ?? parent.property ?? 'statement',
      sourceId,
      words: entry.words,
      wordsLang: 'en',
      value: detail.value ?? null,
      codedBy: detail.value === undefined ? null : CODED_BY,
      eventId: detail.event ?? parent.eventId ?? null,
      questionId: parent.questionId ?? null,
      attributedTo: detail.attributedTo ?? null,
      observed: detail.observed ?? null,
      observedLatest: detail.observed ? lastDay(detail.observed) : null,
      method: detail.method ?? null,
      access: detail.access ?? null,
      reported,
      knownFrom: this.knownFrom(sourceId, reported),
      origin: entry.alsoFrom ? `${parent.origin}, ${entry.alsoFrom}` : parent.origin,
      note: entry.note ?? null,
      provenance: entry.provenance ?? this.#readIn([sourceId]),
    } satisfies NewRow<'claim'>
  }

  #join(id: string, entry: ClaimEntry, parent: ClaimParent): string {
    const row = this.get(id)
    if (parent.questionId && row.property !== parent.property)
      throw new Error(`${id} is no ${parent.property}`)
    row.questionId = parent.questionId ?? row.questionId
    row.eventId = row.eventId ?? parent.eventId
    row.origin = `${row.origin}, ${parent.origin}`
    if (row.words !== entry.words) {
      const repeat = `also listed under ${parent.origin} as “${entry.words}”`
      row.note = row.note ? `${row.note}; ${repeat}` : repeat
    }
    return id
  }
}
