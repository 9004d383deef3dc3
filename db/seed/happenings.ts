import type { NewRow } from '../store/records'
import type { ClaimBook } from './claims'
import { dating, lastDay } from './dating'
import type { Translate } from './places'
import type { EventEntry, SiteEntry } from './shapes'
import type { ReadIn } from './sources'

type Happenings = { event: NewRow<'event'>[]; note: NewRow<'note'>[] }

/**
 * Events and what is said of them. An event is known from the day on which its first claim was. What the fact sheet
 * lists without a source cannot be a claim: it is kept as a remark.
 */
export function eventRows(
  entries: EventEntry[],
  book: ClaimBook,
  translate: Translate,
  readIn: ReadIn,
): Happenings {
  const rows: Happenings = { event: [], note: [] }
  for (const e of entries) {
    const claimIds = e.claims.flatMap((entry, n) => {
      if (entry.sources.length === 0) rows.note.push(unsourced(e, n, entry.words, entry.provenance))
      const place = entry.property === 'event_date' ? e.id : e.subject
      const parent = { valid: e.valid, qualifier: e.qualifier, eventId: e.id, subjects: [place] }
      return book.enter(entry, { ...parent, id: `${e.id}.${n + 1}`, origin: `${e.id}#${n + 1}` })
    })
    rows.event.push({
      id: e.id,
      ...dating(e.valid, e.qualifier),
      subjectId: e.subject,
      kind: e.kind,
      best: e.best ? lastDay(e.best) : null,
      what: translate(e.what, `event.${e.id}.what`),
      after: e.after ? translate(e.after, `event.${e.id}.after`) : null,
      actor: e.actor ?? null,
      certainty: e.certainty,
      knownFrom: Math.min(...claimIds.map((id) => book.get(id).knownFrom)),
      note: remarksOn(e),
      provenance: e.provenance ?? readIn(e.sources),
    })
  }
  return rows
}

/** Who held the place, from one change of control to the next: known once both were. */
export function heldRows(site: SiteEntry, events: NewRow<'event'>[]): NewRow<'event'>[] {
  const known = new Map(events.map((e) => [e.id, e.knownFrom]))
  return site.held.map((h) => {
    const ends = [h.beganWith, ...(h.endedWith ? [h.endedWith] : [])]
    return {
      id: h.id,
      ...dating(h.valid, 'throughout'),
      subjectId: site.id,
      kind: 'held',
      best: null,
      what: h.what,
      after: null,
      actor: h.actor,
      certainty: 'confirmed',
      knownFrom: Math.max(...ends.map((id) => known.get(id) ?? Number.NaN)),
      note: `From ${ends.join(' to ')}`,
      provenance: h.provenance,
    }
  })
}

function unsourced(
  event: EventEntry,
  n: number,
  words: string,
  provenance?: string,
): NewRow<'note'> {
  return {
    id: `${event.id}.${n + 1}`,
    subjectId: event.subject,
    kind: 'remark',
    text: words,
    handling: `Listed under the event ${event.id} without a source: a remark, not a claim.`,
    sources: [],
    provenance: provenance ?? null,
  }
}

function remarksOn(e: EventEntry): string {
  const parts = [e.note, `State after it, as the fact sheet codes it: ${e.conditionAfter}`]
  if (e.questions.length > 0) parts.push(`Disputed in: ${e.questions.join(', ')}`)
  return parts.filter((part) => part !== undefined).join('. ')
}
