import { and, eq, isNull } from 'drizzle-orm'
import { type Day, dayOfTimestamp, requireBounds } from '../domain/dates'
import { DomainError } from '../domain/errors'
import type { ClaimInput } from '../domain/inputs'
import type { Reader } from '../domain/policy'
import { sourceAt } from '../queries/likely-sources'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import type { Db } from '../store/store'
import { currentRow } from './call'

/** A source that a claim is recorded from: one in the register, or a new one with the change that enters it. */
export type ChosenSource = { source: Row<'source'>; changes: RecordChange[] }

/** Finds the source that a form chose, or makes the new one that it describes. Throws `invalid` on the field to blame, `duplicate` for an address that another has. */
export async function chooseSource(
  db: Db,
  reader: Reader,
  input: ClaimInput,
  now: string,
  newId: () => string,
): Promise<ChosenSource> {
  if (input.sourceId !== null)
    return { source: await byId(db, reader, input.sourceId), changes: [] }
  if (input.sourceSearch !== null)
    return { source: await bySearch(db, reader, input.sourceSearch), changes: [] }
  const row = newSource(input, now, newId())
  const taken = await sourceAt(db, reader, row.url, row.id)
  if (taken !== null) throw new DomainError('duplicate', 'newUrl', taken)
  return {
    source: { ...row, recordedRev: 0, retiredRev: null },
    changes: [{ op: 'enter', kind: 'source', row }],
  }
}

/** The columns of an attached copy, where there is none. */
export const NO_COPY = { copySha256: null, copyName: null, copyMime: null, copySize: null }

/** A source as the search field's list offers it; the id in brackets is what finds it again. */
export function sourceLabel(
  source: Pick<Row<'source'>, 'id' | 'title' | 'publisher' | 'published'>,
): string {
  const said = [source.title, source.publisher, source.published].filter(Boolean).join(' · ')
  return `${said} [${source.id}]`
}

/**
 * The last day on which something so dated can have been published, as far as is known today: what the register holds
 * is known by now, whatever its date leaves open. Throws `invalid` on `field` for a date that lies ahead.
 */
export function publishedLatest(published: string | null, now: string, field: string): Day {
  const today = dayOfTimestamp(now)
  if (published === null) return today
  const { earliest, latest } = requireBounds(published)
  if (earliest > today) throw new DomainError('invalid', field, 'field.future')
  return Math.min(latest, today)
}

async function byId(db: Db, reader: Reader, id: string): Promise<Row<'source'>> {
  const source = await currentRow(db, reader, 'source', id)
  if (!source) throw new DomainError('invalid', 'sourceId', 'field.source_unknown')
  return source
}

/** By the id in brackets at the end, the web address, or the exact title when only one source has it. */
async function bySearch(db: Db, reader: Reader, typed: string): Promise<Row<'source'>> {
  const bracketed = /\[([^[\]]+)\]$/.exec(typed)?.[1]
  const named = bracketed === undefined ? null : await currentRow(db, reader, 'source', bracketed)
  if (named) return named
  const isNamed = URL.canParse(typed) ? eq(t.source.url, typed) : eq(t.source.title, typed)
  const found = await db
    .select()
    .from(t.source)
    .where(and(isNamed, isNull(t.source.retiredRev)))
  if (found.length > 1) throw new DomainError('invalid', 'sourceSearch', 'field.source_ambiguous')
  if (!found[0]) throw new DomainError('invalid', 'sourceSearch', 'field.source_unknown')
  return found[0]
}

function newSource(input: ClaimInput, now: string, id: string) {
  return {
    id,
    title: input.newTitle ?? '',
    publisher: input.newPublisher,
    published: input.newPublished,
    publishedAsGiven: input.newPublished === null ? 'n.d.' : null,
    publishedLatest: publishedLatest(input.newPublished, now, 'newPublished'),
    url: input.newUrl,
    lang: input.newLang ?? input.wordsLang,
    class: input.newClass ?? 'press',
    reliability: null,
    reliabilityReason: null,
    note: null,
    provenance: null,
    author: null,
    kind: null,
    rights: null,
    archiveUrl: null,
    ...NO_COPY,
    sensitivity: input.newSensitivity ?? 'public',
  } satisfies Omit<Row<'source'>, 'recordedRev' | 'retiredRev'>
}
