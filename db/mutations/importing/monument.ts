import type { ImportedMonument } from '../../import/shape'
import type { RecordChange, Row } from '../../store/records'
import type { Ground } from './ground'
import { useSource } from './ground'
import { correction, nextId, paired } from './pair'
import type { About } from './register'
import { claimChanges, type Refuse, threatChanges } from './said'
import { freshSlug } from './slug'
import { both, line, lines, ValueRefused } from './values'

/** A monument as it would be entered, or how it would change, with everything that its row says. */
export function monumentChanges(
  ground: Ground,
  said: ImportedMonument,
  before: Row<'monument'> | null,
  about: About,
  refuse: Refuse,
): { id: string; changes: RecordChange[] } {
  const id = before?.id ?? said.id ?? ground.newId()
  const own = before
    ? correctedMonument(said, before, refuse)
    : [enteredMonument(ground, said, id, refuse)]
  return {
    id,
    changes: [
      ...own,
      ...nameChanges(id, said, before === null, about, refuse),
      ...placeChanges(ground, id, said, about, refuse),
      ...identifierChanges(id, said, about, refuse),
      ...claimChanges(ground, id, said.claims, about, refuse),
      ...threatChanges(ground, id, said.threats, about, refuse),
      ...remarkChanges(ground, id, said, about, refuse),
    ],
  }
}

/** What somebody calls a row: its name, or what it is numbered as. */
export function titleOf(said: ImportedMonument): string {
  const name = said.names.find((n) => n.preferred) ?? said.names[0]
  return (name?.form ?? said.identifiers[0]?.value ?? said.id ?? '').slice(0, 300)
}

function enteredMonument(
  ground: Ground,
  said: ImportedMonument,
  id: string,
  refuse: Refuse,
): RecordChange {
  const latin =
    said.names.find((n) => n.preferred && n.lang !== 'ar') ??
    said.names.find((n) => n.lang !== 'ar')
  ground.position += 10
  return {
    op: 'enter',
    kind: 'monument',
    row: {
      id,
      siteId: ground.siteId,
      partOf: null,
      principalId: null,
      slug: freshSlug(latin?.form ?? '', said.identifiers[0]?.value ?? '', ground.slugs),
      kind: said.kind ?? 'other',
      position: ground.position,
      description: attempt(() => both(said.description ?? null, 'description'), refuse) ?? null,
      descriptionSources: [],
      provenance: null,
      sensitivity: 'public',
    },
  }
}

function correctedMonument(
  said: ImportedMonument,
  before: Row<'monument'>,
  refuse: Refuse,
): RecordChange[] {
  const description =
    said.description === undefined
      ? undefined
      : attempt(() => both(said.description ?? null, 'description'), refuse)
  return correction('monument', before, {
    ...(said.kind && before.kind !== 'part' ? { kind: said.kind } : {}),
    ...(description === undefined ? {} : { description }),
  })
}

function nameChanges(
  monument: string,
  said: ImportedMonument,
  isNew: boolean,
  about: About,
  refuse: Refuse,
): RecordChange[] {
  const prefix = `${monument}.name-`
  const used = new Set(about.name.map((n) => n.id))
  const names =
    said.names.length === 0 && isNew
      ? [{ form: titleOf(said), lang: 'en', preferred: true }]
      : said.names
  let position = Math.max(-1, ...about.name.map((n) => n.position))
  const pairs = paired(
    names,
    about.name,
    (one, n) => one.form === n.form && one.lang === n.lang,
    (one, n) =>
      one.lang === n.lang &&
      one.preferred === n.preferred &&
      (n.preferred || n.id.startsWith(prefix)),
  )
  return pairs.flatMap(([one, before]): RecordChange[] => {
    const form = attempt(() => line(one.form, 'name'), refuse)
    if (form === undefined) return []
    if (before) return correction('name', before, { form })
    const rest = { transliteration: null, note: null, sources: [], provenance: null }
    const row = { ...rest, id: nextId(prefix, used), subjectId: monument, form, lang: one.lang }
    return [
      {
        op: 'enter',
        kind: 'name',
        row: { ...row, preferred: one.preferred, position: ++position, sensitivity: 'public' },
      },
    ]
  })
}

function placeChanges(
  { settings }: Ground,
  monument: string,
  { place }: ImportedMonument,
  about: About,
  refuse: Refuse,
): RecordChange[] {
  if (!place) return []
  const basis = attempt(() => lines(place.basis, 'place'), refuse)
  if (basis === undefined) return []
  const before = about.coordinate.find((c) => c.preferred) ?? about.coordinate[0]
  const sensitivity = settings.exact ? ('public' as const) : ('generalised' as const)
  const fields = {
    lat: place.lat,
    lon: place.lon,
    basis,
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.precisionM === undefined ? {} : { precisionM: place.precisionM }),
  }
  if (before)
    return correction('coordinate', before, fields).map((change) =>
      change.op === 'correct' && before.sensitivity === 'public'
        ? ({ ...change, row: { ...change.row, sensitivity } } as RecordChange)
        : change,
    )
  const rest = {
    datum: 'WGS84',
    note: null,
    sources: [],
    provenance: null,
    line: null,
    precisionM: null,
  }
  return [
    {
      op: 'enter',
      kind: 'coordinate',
      row: {
        ...rest,
        ...fields,
        id: `${monument}.place`,
        subjectId: monument,
        preferred: true,
        sensitivity,
      },
    },
  ]
}

/** Those that it has besides stay; one of a scheme that an import gave it is corrected where its label changed. */
function identifierChanges(
  monument: string,
  said: ImportedMonument,
  about: About,
  refuse: Refuse,
): RecordChange[] {
  const used = new Set(about.identifier.map((i) => i.id))
  return said.identifiers.flatMap(({ scheme, value, label }): RecordChange[] => {
    const clean = attempt(() => line(value, 'identifier'), refuse)
    if (clean === undefined) return []
    const before = about.identifier.find((i) => i.scheme === scheme && i.value === clean)
    if (before) return label === undefined ? [] : correction('identifier', before, { label })
    const rest = { note: null, sources: [], provenance: null, sensitivity: 'public' as const }
    const id = nextId(`${monument}.identifier-`, used)
    return [
      {
        op: 'enter',
        kind: 'identifier',
        row: { ...rest, id, subjectId: monument, scheme, value: clean, label: label ?? null },
      },
    ]
  })
}

/** What has no field of its own, in one note that editors see: free text may tell of places and people. */
function remarkChanges(
  ground: Ground,
  monument: string,
  { remarks }: ImportedMonument,
  about: About,
  refuse: Refuse,
): RecordChange[] {
  if (remarks.length === 0) return []
  const text = attempt(
    () => lines(remarks.map(asMarkdown).join('\n\n').slice(0, 20_000), 'remarks'),
    refuse,
  )
  if (text === undefined) return []
  const prefix = `${monument}.remarks`
  const before = about.note.find(
    (n) => n.id.startsWith(prefix) && n.sources.some((source) => ground.ours.has(source)),
  )
  if (before && correction('note', before, { text }).length === 0) return []
  const changes: RecordChange[] = []
  const source = useSource(ground, changes)
  if (before) return [...changes, ...correction('note', before, { text, sources: [source.id] })]
  const used = new Set(about.note.map((n) => n.id))
  changes.push({
    op: 'enter',
    kind: 'note',
    row: {
      id: used.has(prefix) ? nextId(`${prefix}-`, used) : prefix,
      subjectId: monument,
      kind: 'remark',
      text,
      handling: null,
      sources: [source.id],
      provenance: null,
      sensitivity: 'restricted',
    },
  })
  return changes
}

/** Text in which nothing counts as Markdown. */
function asMarkdown(text: string): string {
  return text
    .trim()
    .replace(/[\\`*_{}[\]#|~]/g, '\\$&')
    .replace(/</g, '‹')
    .replace(/^([-+>]|\d+[.)])/gm, '\\$1')
}

function attempt<T>(make: () => T, refuse: Refuse): T | undefined {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof ValueRefused)) throw error
    refuse(error)
    return undefined
  }
}
