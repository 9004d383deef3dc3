import type { Day } from '../../domain/dates'
import { claimKnownFrom } from '../../domain/knowledge'
import type { Bilingual, Property } from '../../domain/vocabulary'
import type { ImportedClaim, ImportedThreat } from '../../import/shape'
import type { RecordChange, Row } from '../../store/records'
import { observedLatest } from '../claim-row'
import { isSameContent } from '../content'
import { type Ground, usePerson, useSource } from './ground'
import { correction, nextId, paired } from './pair'
import type { About } from './register'
import { dated, line, lines, ValueRefused } from './values'

/** Why an imported conclusion or threat stands, in its own words: nobody has looked at it here. */
export const AS_RECORDED: Bilingual = {
  en: 'As the source’s assessor recorded it; not examined here.',
  ar: 'كما سجّله المقيِّم في المصدر؛ ولم يُفحص هنا.',
}

/** What to do with a value that cannot be taken: note it and go on. */
export type Refuse = (error: unknown) => void

/** The claims about one monument, and the conclusions from those of its condition where nobody has concluded yet. */
export function claimChanges(
  ground: Ground,
  monument: string,
  said: readonly ImportedClaim[],
  about: About,
  refuse: Refuse,
): RecordChange[] {
  const changes: RecordChange[] = []
  const used = new Set(about.claim.map((c) => c.id))
  const conclude = concluder(ground, monument, about, changes)
  for (const property of new Set(said.map((one) => one.property))) {
    const prefix = `${monument}.${property}-`
    // What another source says stays its own: two sources that differ are two claims.
    const kept = about.claim.filter(
      (c) => c.property === property && c.id.startsWith(prefix) && ground.ours.has(c.sourceId),
    )
    const pairs = paired(
      said.filter((one) => one.property === property),
      kept,
      (one, c) => one.words === c.words && (one.value ?? null) === c.value && one.valid === c.valid,
      () => true,
    )
    for (const [one, before] of pairs)
      try {
        const fields = claimFields(ground, monument, one, before, changes)
        const id = before?.id ?? nextId(prefix, used)
        const row = enterClaim(ground, before, { ...fields, id }, changes)
        if (property === 'condition') conclude({ ...(before ?? EMPTY), ...row }, before, one)
      } catch (error) {
        refuse(error)
      }
  }
  return changes
}

/** Enters a claim or corrects it, and returns it; what is corrected stands on the source that says so now. */
function enterClaim<T extends ReturnType<typeof claimFields> & { id: string }>(
  ground: Ground,
  before: Row<'claim'> | null,
  fields: T,
  changes: RecordChange[],
): T {
  if (before && correction('claim', before, fields).length === 0) return fields
  const source = useSource(ground, changes)
  const isMoved = before !== null && before.sourceId !== source.id
  const knownFrom = isMoved ? claimKnownFrom(fields, source) : fields.knownFrom
  const row = { ...fields, sourceId: source.id, knownFrom }
  changes.push(
    ...(before
      ? correction('claim', before, row)
      : [{ op: 'enter', kind: 'claim', row } as RecordChange]),
  )
  return row
}

/** The threats to one monument, each with the claim that it rests on. */
export function threatChanges(
  ground: Ground,
  monument: string,
  said: readonly ImportedThreat[],
  about: About,
  refuse: Refuse,
): RecordChange[] {
  const changes: RecordChange[] = []
  const prefix = `${monument}.threat-`
  const used = new Set(about.threat.map((row) => row.id))
  const claimOf = (id: string) => about.claim.find((c) => c.id === `${id}.said`) ?? null
  const isOurs = (id: string) => ground.ours.has(claimOf(id)?.sourceId ?? ground.source.id)
  const kept = about.threat.filter((row) => row.id.startsWith(prefix) && isOurs(row.id))
  const isOf = (one: ImportedThreat, row: Row<'threat'>) =>
    one.category === row.category && one.cause === row.cause
  const isEqual = (one: ImportedThreat, row: Row<'threat'>) =>
    isOf(one, row) && one.probability === row.probability && one.valid === row.valid
  for (const [one, before] of paired(said, kept, isEqual, isOf))
    try {
      const id = before?.id ?? nextId(prefix, used)
      const { words, reported, assessors, category, cause, probability, valid } = one
      const claim: ImportedClaim = {
        property: 'statement',
        words,
        wordsLang: 'en',
        valid,
        qualifier: 'throughout',
        assessors,
        ...(reported === undefined ? {} : { reported }),
      }
      // Who withdraws a threat leaves what was said.
      const claimBefore = claimOf(id)
      const fields = claimFields(ground, monument, claim, claimBefore, changes)
      const { knownFrom } = enterClaim(
        ground,
        claimBefore,
        { ...fields, id: `${id}.said` },
        changes,
      )
      const threat = {
        ...dated(valid, 'threat'),
        qualifier: 'throughout' as const,
        category,
        cause,
        probability,
        knownFrom,
      }
      if (before) {
        changes.push(...correction('threat', before, threat))
        continue
      }
      const sensitivity = 'public' as const
      changes.push(
        {
          op: 'enter',
          kind: 'threat',
          row: {
            ...NO_THREAT,
            ...threat,
            id,
            subjectId: monument,
            rationale: AS_RECORDED,
            sensitivity,
          },
        },
        establishes(id, `${id}.said`, sensitivity),
      )
    } catch (error) {
      refuse(error)
    }
  return changes
}

const NO_THREAT = {
  unescoFactor: null,
  horizon: null,
  score: null,
  endKnownFrom: null,
  note: null,
  provenance: null,
}

const EMPTY = {
  recordedRev: 0,
  retiredRev: null,
  eventId: null,
  questionId: null,
  attributedTo: null,
  infoGrade: null,
  infoGradeReason: null,
  origin: null,
  provenance: null,
  codedBy: null,
}

/** A claim's columns, of those that a file can say. Throws `ValueRefused`. */
export function claimFields(
  ground: Ground,
  subjectId: string,
  said: ImportedClaim,
  before: Row<'claim'> | null,
  changes: RecordChange[],
  source = ground.source,
) {
  const { property, wordsLang } = said
  const date = dated(said.valid, property)
  const reported = reportedOn(ground.today, said, date, before?.reported ?? null)
  const knownFrom =
    before && reported === before.reported ? before.knownFrom : claimKnownFrom({ reported }, source)
  const observed = said.observed ?? null
  const personId = usePerson(ground, said.assessors, changes) ?? before?.personId ?? null
  const isExact = property === 'location' && !ground.settings.exact
  return {
    ...(before ? {} : EMPTY),
    sensitivity: isExact ? ('restricted' as const) : (said.sensitivity ?? ('public' as const)),
    ...date,
    qualifier: said.qualifier,
    subjectId,
    property,
    sourceId: before?.sourceId ?? source.id,
    words: lines(said.words, property),
    wordsLang,
    value: said.value ?? null,
    observed,
    observedLatest: seenLatest(observed, knownFrom, property),
    method: said.method ?? null,
    access: said.access ?? null,
    reported,
    knownFrom,
    locator: said.locator ? line(said.locator.slice(0, 300), property) : null,
    note: said.note ? lines(said.note, property) : null,
    personId,
  }
}

/**
 * The day of a report. A year or month that is not over counts to today, once: later imports of the same find the day
 * that was recorded. Throws `ValueRefused` for what lies ahead.
 */
function reportedOn(
  today: Day,
  { property, words, reported }: ImportedClaim,
  { earliest, latest }: { earliest: Day; latest: Day },
  before: Day | null,
): Day | null {
  if (reported === undefined || reported <= today) return reported ?? before
  if (reported !== latest || earliest > today)
    throw new ValueRefused(property, 'future', words.slice(0, 200))
  return before !== null && before >= earliest ? before : today
}

function seenLatest(observed: string | null, knownFrom: number, column: Property) {
  try {
    return observedLatest(observed, knownFrom)
  } catch {
    throw new ValueRefused(column, 'bad_date', String(observed))
  }
}

/**
 * What follows from a claim of the condition, where nobody has concluded about the monument: an assessment that adopts
 * it. One that an import made follows its claim, as long as nobody has made another of it and none stands on that day;
 * throws `ValueRefused` where one does.
 */
function concluder(ground: Ground, monument: string, about: About, changes: RecordChange[]) {
  const prefix = `${monument}.assessed-`
  const all = about.assessment.filter((a) => a.property === 'condition')
  const isConcluded = all.some((a) => !a.id.startsWith(prefix))
  const keyOf = (a: { earliest: number; knownFrom: number }) => `${a.earliest} ${a.knownFrom}`
  const keys = new Set(all.map(keyOf))
  return (claim: Row<'claim'>, before: Row<'claim'> | null, said: ImportedClaim): void => {
    if (!ground.settings.conclude || claim.value === null) return
    const id = `${prefix}${claim.id.slice(claim.id.lastIndexOf('-') + 1)}`
    const { valid, earliest, latest, qualifier, knownFrom, value } = claim
    const own = all.find((a) => a.id === id)
    const concluded = { valid, earliest, latest, qualifier, knownFrom, value }
    if (own) {
      const isAsImported =
        before !== null &&
        own.value === before.value &&
        own.valid === before.valid &&
        isSameContent(own.rationale, AS_RECORDED)
      if (!isAsImported) return
      keys.delete(keyOf(own))
      const isFree = !keys.has(keyOf(claim))
      keys.add(keyOf(isFree ? claim : own))
      if (!isFree) throw new ValueRefused('condition', 'concluded_twice', valid)
      changes.push(
        ...correction('assessment', own, {
          ...concluded,
          ...(said.certainty ? { certainty: said.certainty } : {}),
        }),
      )
      return
    }
    if (isConcluded || keys.has(keyOf(claim))) return
    keys.add(keyOf(claim))
    const sensitivity = claim.sensitivity === 'restricted' ? 'restricted' : 'public'
    changes.push(
      {
        op: 'enter',
        kind: 'assessment',
        row: {
          ...concluded,
          id,
          subjectId: monument,
          property: 'condition',
          questionId: null,
          certainty: said.certainty ?? 'medium',
          rationale: AS_RECORDED,
          standing: null,
          assessor: 'editors',
          provenance: null,
          sensitivity,
        },
      },
      establishes(id, claim.id, sensitivity),
    )
  }
}

/** What rests on a claim: the one that a conclusion or a threat was recorded from. */
function establishes(
  id: string,
  claimId: string,
  sensitivity: Row<'adoption'>['sensitivity'],
): RecordChange {
  const row = { targetId: id, claimId, stance: 'establishing', reason: null, sensitivity } as const
  return { op: 'enter', kind: 'adoption', row: { id: `${id}.use`, ...row } }
}
