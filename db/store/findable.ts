import { inArray } from 'drizzle-orm'
import { type Day, dayOfTimestamp, FIRST_DAY } from '../domain/dates'
import type { SearchKind } from '../domain/search-filter'
import { type Entry, entryOf } from '../domain/search-query'
import type { Bilingual, SourceClass } from '../domain/vocabulary'
import * as t from '../schema'
import type { Row } from './records'
import type { Rows } from './rows'
import type { Db } from './store'

/** A text that a record is found by: which of its texts, and the language that it is in. */
export type Text = { of: TextOf; text: string; lang: string }
export type TextOf =
  | 'name'
  | 'description'
  | 'words'
  | 'value'
  | 'attributed'
  | 'what'
  | 'after'
  | 'actor'
  | 'rationale'
  | 'standing'
  | 'topic'
  | 'reading'
  | 'title'
  | 'publisher'
  | 'note'

/**
 * A record that a search can find, or one of its texts that became known on a day of its own: what it says, what it is
 * about, and from which days on. `rootId` is its top-level monument, null for what is about a site or is a source;
 * `sourceClass` and `lang` are those of what a source says.
 */
export type Findable = {
  kind: SearchKind
  id: string
  siteId: string | null
  rootId: string | null
  sourceClass: SourceClass | null
  lang: string | null
  knownFrom: Day
  earliest: Day
  names: Text[]
  words: Text[]
  /** Names of what it is about, and of who says it. */
  context: string[]
}

/**
 * What a search can find among the rows about one top-level monument, one site or one source, as far as they may be
 * seen. `days` are those on which revisions were saved, for notes without a source (see db/queries/notes.ts).
 */
export function findableIn(rows: Rows, unit: string, days: ReadonlyMap<number, Day>): Findable[] {
  const [source] = rows.source.filter((s) => s.id === unit)
  if (source) return [ofSource(source), ...notesOf(rows, [unit], days, null, null)]
  const whole = rows.monument.find((m) => m.id === unit && m.partOf === null)
  const site = rows.site.find((s) => s.id === unit)
  if (!whole && !site) return []
  const parts = rows.monument.filter((m) => m.partOf === unit)
  const siteId = whole?.siteId ?? unit
  const rootId = whole ? unit : null
  const namesOf = (id: string) =>
    rows.name.filter((n) => n.subjectId === id && n.preferred).map((n) => n.form)
  const subjectOf = new Map(rows.event.map((e) => [e.id, e.subjectId]))
  const about = (id: string) => {
    const place = subjectOf.get(id) ?? id
    return [...namesOf(place), ...(place === unit ? [] : namesOf(unit))]
  }
  const always = { siteId, rootId, sourceClass: null, lang: null, ...ALWAYS }
  const told = (record: { subjectId: string; knownFrom: Day; earliest: Day }) => ({
    ...always,
    knownFrom: record.knownFrom,
    earliest: record.earliest,
    names: [],
    context: about(record.subjectId),
  })
  const places = [
    ...(site ? [{ id: unit, description: null, context: [] }] : []),
    ...(whole ? [{ ...whole, context: parts.flatMap((p) => formsOf(rows, p.id)) }] : []),
    ...parts.map((part) => ({ ...part, context: namesOf(unit) })),
  ]
  return [
    ...places.map(
      ({ id, description, context }): Findable => ({
        ...always,
        kind: 'place',
        id,
        names: formsOf(rows, id).map((text) => ({ of: 'name', ...text })),
        words: site
          ? ours('description', site.region, site.country)
          : ours('description', description),
        context: context.map((name) => (typeof name === 'string' ? name : name.text)),
      }),
    ),
    ...rows.event.map(
      (e): Findable => ({
        ...told(e),
        kind: 'event',
        id: e.id,
        words: [...ours('what', e.what), ...ours('after', e.after), ...plain('actor', e.actor)],
      }),
    ),
    ...rows.assessment.map(
      (a): Findable => ({
        ...told(a),
        kind: 'assessment',
        id: a.id,
        words: [...ours('standing', a.standing), ...ours('rationale', a.rationale)],
      }),
    ),
    ...rows.threat.map(
      (r): Findable => ({
        ...told(r),
        kind: 'threat',
        id: r.id,
        words: [...ours('rationale', r.rationale), ...ours('note', r.note)],
      }),
    ),
    ...rows.question.flatMap((q) => ofQuestion(rows, q, always, about)),
    ...rows.claim.flatMap((c): Findable[] => {
      const said = rows.source.find((s) => s.id === c.sourceId)
      if (!said) return []
      return [
        {
          ...told(c),
          kind: 'claim',
          id: c.id,
          sourceClass: said.class,
          lang: c.wordsLang,
          words: [
            { of: 'words', text: c.words, lang: c.wordsLang },
            ...(c.property === 'condition' ? [] : plain('value', c.value)),
            ...plain('attributed', c.attributedTo),
            ...plain('note', c.note),
          ],
          context: [...about(c.subjectId), said.publisher ?? said.title],
        },
      ]
    }),
    ...notesOf(rows, [unit, ...parts.map((p) => p.id)], days, siteId, rootId, about),
  ]
}

/** The folded entry that a top-level monument itself is found by, as far as the rows about it may be seen. */
export function foundAs(rows: Rows, root: string): Entry {
  const found = findableIn(rows, root, new Map()).find((f) => f.kind === 'place' && f.id === root)
  return found ? folded(found) : entryOf({ names: [], words: [], context: [] })
}

/** The folded entry of a findable text. */
export function folded({ names, words, context }: Findable): Entry {
  const texts = (list: Text[]) => list.map((one) => one.text)
  return entryOf({ names: texts(names), words: texts(words), context })
}

/** The days, in UTC, on which those revisions were saved that recorded some notes. */
export async function daysOfNotes(db: Db, { note }: Rows): Promise<Map<number, Day>> {
  const revs = [...new Set(note.filter((n) => n.sources.length === 0).map((n) => n.recordedRev))]
  if (revs.length === 0) return new Map()
  const rows = await db
    .select({ rev: t.revision.rev, at: t.revision.at })
    .from(t.revision)
    .where(inArray(t.revision.rev, revs))
  return new Map(rows.map((r) => [r.rev, dayOfTimestamp(r.at)]))
}

const ALWAYS = { knownFrom: FIRST_DAY, earliest: FIRST_DAY } as const

/** Every name of a place as it is written and as it is read out. */
function formsOf(rows: Rows, id: string): { text: string; lang: string }[] {
  return rows.name
    .filter((n) => n.subjectId === id)
    .flatMap((n) => [
      { text: n.form, lang: n.lang },
      ...(n.transliteration ? [{ text: n.transliteration, lang: `${n.lang}-Latn` }] : []),
    ])
}

function ofSource(source: Row<'source'>): Findable {
  const lang = source.lang ?? 'und'
  return {
    kind: 'source',
    id: source.id,
    siteId: null,
    rootId: null,
    sourceClass: source.class,
    lang: source.lang,
    knownFrom: source.publishedLatest,
    earliest: FIRST_DAY,
    names: [
      { of: 'title', text: source.title, lang },
      ...(source.publisher ? [{ of: 'publisher' as const, text: source.publisher, lang }] : []),
    ],
    words: plain('note', source.note),
    context: [],
  }
}

/**
 * A question is there once one of its claims is known; our reading of it weighs every claim, so it says nothing before
 * the last of them was published (see db/queries/dossier.ts).
 */
function ofQuestion(
  rows: Rows,
  question: Row<'question'>,
  always: Pick<Findable, 'siteId' | 'rootId' | 'sourceClass' | 'lang'>,
  about: (id: string) => string[],
): Findable[] {
  const claims = rows.claim.filter((c) => c.questionId === question.id)
  const own = {
    ...always,
    kind: 'question' as const,
    id: question.id,
    names: [],
    context: about(claims[0]?.subjectId ?? ''),
  }
  const reading = {
    ...own,
    knownFrom: Math.max(...claims.map((c) => c.knownFrom)),
    earliest: Math.min(...claims.map((c) => c.earliest)),
    words: ours('reading', question.reading),
  }
  return [
    ...firstKnown(claims).map((days) => ({
      ...own,
      ...days,
      words: ours('topic', question.topic),
    })),
    ...(claims.length > 0 && reading.words.length > 0 ? [reading] : []),
  ]
}

/** The clocks at which the first of some claims is known: none earlier in both ways than another. */
function firstKnown(claims: Row<'claim'>[]): Pick<Findable, 'knownFrom' | 'earliest'>[] {
  const firsts: Pick<Findable, 'knownFrom' | 'earliest'>[] = []
  const inOrder = [...claims].sort((a, b) => a.knownFrom - b.knownFrom || a.earliest - b.earliest)
  for (const { knownFrom, earliest } of inOrder)
    if (earliest < (firsts.at(-1)?.earliest ?? Number.POSITIVE_INFINITY))
      firsts.push({ knownFrom, earliest })
  return firsts
}

function notesOf(
  rows: Rows,
  subjects: string[],
  days: ReadonlyMap<number, Day>,
  siteId: string | null,
  rootId: string | null,
  about: (id: string) => string[] = () => [],
): Findable[] {
  const published = new Map(rows.source.map((s) => [s.id, s.publishedLatest]))
  return rows.note
    .filter((n) => subjects.includes(n.subjectId))
    .flatMap((n): Findable[] => {
      const cited = n.sources.map((id) => published.get(id))
      // What cites a source that may not be seen is not shown either.
      const known = n.sources.length > 0 ? cited : [days.get(n.recordedRev)]
      const all = [published.get(n.subjectId) ?? FIRST_DAY, ...known]
      if (!all.every((day) => day !== undefined)) return []
      return [
        {
          kind: 'note',
          id: n.id,
          siteId,
          rootId,
          sourceClass: null,
          lang: null,
          knownFrom: Math.max(...all),
          earliest: FIRST_DAY,
          names: [],
          words: plain('note', n.text),
          context: about(n.subjectId),
        },
      ]
    })
}

function ours(of: TextOf, ...texts: (Bilingual | null)[]): Text[] {
  return texts.flatMap((text) => [
    ...(text?.en ? [{ of, text: text.en, lang: 'en' }] : []),
    ...(text?.ar ? [{ of, text: text.ar, lang: 'ar' }] : []),
  ])
}

/** Text without a language of its own is English: so are the facts that the register began with. */
function plain(of: TextOf, text: string | null): Text[] {
  return text ? [{ of, text, lang: 'en' }] : []
}
