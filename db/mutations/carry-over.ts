import { and, eq, isNull, ne } from 'drizzle-orm'
import type { ProposedChange } from '../desk-schema'
import { DomainError } from '../domain/errors'
import { merge } from '../domain/merge'
import type { Reader } from '../domain/policy'
import type { Verb } from '../domain/verbs'
import { type Bilingual, LANGS } from '../domain/vocabulary'
import * as t from '../schema'
import type { RecordChange, RecordKind, Row } from '../store/records'
import { contentOf } from '../store/save'
import type { Db } from '../store/store'
import { type Call, currentRow, type Saved, saveAs } from './call'
import { observedLatest } from './claim-row'
import { isSameContent } from './content'
import { settle } from './restored-days'

/** A proposed correction whose record has moved since: the verb and its input, and what it would have changed then. */
export type CarryInput = {
  verb: Verb
  input: unknown
  recordId: string
  reason: string
  changes: ProposedChange[]
}

/** The kinds of record that each verb corrects itself; whatever else it changed followed from that and is counted anew. */
const OWN: Partial<Record<Verb, RecordKind[]>> = {
  'edit-claim': ['claim'],
  'edit-source': ['source'],
  'edit-monument': ['monument', 'name', 'coordinate'],
  'edit-threat': ['threat', 'adoption'],
  'close-threat': ['threat'],
  assess: ['assessment', 'adoption'],
  'edit-image': ['image'],
  'edit-note': ['note'],
  'edit-person': ['person'],
}

/** Columns that mean something only together. */
const UNITS: Record<string, string> = {
  ...{ earliest: 'valid', latest: 'valid', qualifier: 'valid' },
  ...{ publishedLatest: 'published', publishedAsGiven: 'published' },
  ...{ observedLatest: 'observed', reliabilityReason: 'reliability', infoGradeReason: 'infoGrade' },
  ...{ lat: 'place', lon: 'place', precisionM: 'place' },
  ...{ form: 'name', lang: 'name' },
}

/**
 * Makes the corrections of a proposal to the records as they are now: what only others have changed stays as they left
 * it, what only the proposal changes is changed. Nobody's source is dropped. Throws `conflict` where both have changed
 * the same, or something that is gone, and `invalid` on `reason` when nothing is left to change.
 */
export async function carryOver(call: Call<CarryInput>): Promise<Saved> {
  const { store, reader, input } = call
  const { verb, recordId: id, reason } = input
  return saveAs(
    'carry-over',
    call,
    async () => {
      const kinds = OWN[verb]
      if (kinds === undefined) throw new DomainError('conflict')
      const own = input.changes.filter(
        (c) => kinds.includes(c.kind as RecordKind) && (verb !== 'edit-source' || c.id === id),
      )
      const merged: RecordChange[] = []
      for (const change of own) merged.push(...(await mergedChange(store.db, reader, change)))
      if (merged.length === 0) throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      return { id, reason, changes: (await settle(store.db, merged)).map(observedInTime) }
    },
    async () => null,
  )
}

async function mergedChange(
  db: Db,
  reader: Reader,
  { op, kind, id, base, before, after }: ProposedChange,
): Promise<RecordChange[]> {
  const now = await currentRow(db, reader, kind as RecordKind, id)
  if (op === 'enter') {
    const row = after as Row<'name'>
    if (now !== null || (await hasRival(db, kind, row))) throw new DomainError('conflict')
    return [{ op, kind, row } as unknown as RecordChange]
  }
  if (op === 'withdraw') {
    if (now !== null && now.recordedRev !== base) throw new DomainError('conflict')
    return now === null ? [] : [{ op, kind, before: now } as RecordChange]
  }
  if (now === null) throw new DomainError('conflict')
  const [was, is, wanted] = [before ?? {}, contentOf(now), after ?? {}].map(inHalves) as [
    ...[Content, Content, Content],
  ]
  const { values, fields } = merge(was, is, wanted, { unitOf: (name) => UNITS[name] ?? name })
  // The day from which something is known follows from the rest.
  if (fields.some((f) => f.isBoth && f.field !== 'knownFrom')) throw new DomainError('conflict')
  const row = { ...now, ...whole(values) }
  return isSameContent(now, row) ? [] : [{ op, kind, before: now, row } as RecordChange]
}

/** A place has one preferred name in a language and one preferred position; a conclusion uses a claim in one way. */
async function hasRival(
  db: Db,
  kind: string,
  row: Partial<Row<'name'> & Row<'adoption'>> & { id: string },
): Promise<boolean> {
  if (kind === 'adoption') {
    const { targetId = '', claimId = '' } = row
    const isUse = and(eq(t.adoption.targetId, targetId), eq(t.adoption.claimId, claimId))
    const uses = await db
      .select({ id: t.adoption.id })
      .from(t.adoption)
      .where(and(isUse, isNull(t.adoption.retiredRev)))
    return uses.length > 0
  }
  if (!row.preferred || (kind !== 'name' && kind !== 'coordinate')) return false
  const table = (kind === 'name' ? t.name : t.coordinate) as typeof t.name
  const isPreferred = and(eq(table.subjectId, row.subjectId ?? ''), eq(table.preferred, true))
  const isOfLang = kind === 'name' ? eq(t.name.lang, row.lang ?? '') : undefined
  const rivals = await db
    .select({ id: table.id })
    .from(table)
    .where(and(isPreferred, isOfLang, isNull(table.retiredRev), ne(table.id, row.id)))
  return rivals.length > 0
}

type Content = Record<string, unknown>

/** A text in two languages as two: somebody else's Arabic does not stand in the way of my English. */
function inHalves(content: Content): Content {
  return Object.fromEntries(
    Object.entries(content).flatMap(([column, value]) =>
      isBilingual(value)
        ? LANGS.map((lang) => [`${column}${HALF}${lang}`, value[lang]])
        : [[column, value]],
    ),
  )
}

/** The same columns put together again; what has become empty is null. */
function whole(values: Content): Content {
  const columns: Content = {}
  for (const [name, value] of Object.entries(values)) {
    const [column = name, lang] = name.split(HALF)
    if (lang === undefined) columns[column] = value ?? null
    else if (value == null) columns[column] ??= null
    else columns[column] = { ...(columns[column] as Bilingual | null), [lang]: value }
  }
  return columns
}

const HALF = ' in '

function isBilingual(value: unknown): value is Bilingual {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((key) => (LANGS as readonly string[]).includes(key))
  )
}

/** Nobody reports what they have not looked at yet. */
function observedInTime(change: RecordChange): RecordChange {
  if (change.kind !== 'claim' || change.op === 'withdraw') return change
  const { observed = null, knownFrom } = change.row
  const row = { ...change.row, observedLatest: observedLatest(observed, knownFrom) }
  return { ...change, row } as RecordChange
}
