import type { Bilingual } from '../domain/vocabulary'
import type { NewRow } from '../store/records'
import type {
  CoordinateEntry,
  IdentifierEntry,
  MonumentEntry,
  NameEntry,
  SiteEntry,
} from './shapes'
import type { ReadIn } from './sources'

/** English text of our own with its Arabic, which is kept under a key in arabic.json. */
export type Translate = (en: string, key: string) => Bilingual

type Places = {
  monument: NewRow<'monument'>[]
  name: NewRow<'name'>[]
  coordinate: NewRow<'coordinate'>[]
  identifier: NewRow<'identifier'>[]
}

/** Monuments and their parts, with everything that names, places and identifies them and the site. */
export function placeRows(
  site: SiteEntry,
  entries: MonumentEntry[],
  translate: Translate,
  readIn: ReadIn,
): Places {
  const places: Places = { monument: [], name: [], coordinate: [], identifier: [] }
  describe(places, site, readIn)
  entries.forEach((m, position) => {
    places.monument.push(monumentRow(site.id, m, position, translate, readIn))
    describe(places, m, readIn)
    m.parts.forEach((part, n) => {
      places.monument.push(partRow(site.id, m, part, n, readIn))
      places.name.push(...nameRows(part.id, partNames(part, translate), readIn))
    })
  })
  return places
}

type Part = MonumentEntry['parts'][number]

function monumentRow(
  siteId: string,
  m: MonumentEntry,
  position: number,
  translate: Translate,
  readIn: ReadIn,
) {
  return {
    id: m.id,
    siteId,
    partOf: null,
    principalId: m.principal ?? null,
    slug: m.slug,
    kind: m.kind,
    position,
    description: translate(m.description, `monument.${m.id}.description`),
    descriptionSources: m.descriptionSources,
    provenance: readIn(m.descriptionSources),
  } satisfies NewRow<'monument'>
}

/** What the fact sheet says of a part's state is dated, so it is a note (facts.ts) and no description. */
function partRow(
  siteId: string,
  whole: MonumentEntry,
  part: Part,
  position: number,
  readIn: ReadIn,
) {
  return {
    id: part.id,
    siteId,
    partOf: whole.id,
    principalId: null,
    slug: part.slug,
    kind: 'part',
    position,
    description: null,
    descriptionSources: part.sources,
    provenance: readIn(part.sources),
  } satisfies NewRow<'monument'>
}

function partNames(part: Part, translate: Translate): NameEntry[] {
  const ar = part.nameAr ?? translate(part.name, `part.${part.id}.name`).ar
  const own = { preferred: true, sources: part.sources }
  return [
    { form: part.name, lang: 'en', note: part.nameNote, ...own },
    ...(ar ? [{ form: ar, lang: 'ar', ...own }] : []),
  ]
}

type Described = {
  id: string
  names: NameEntry[]
  coordinates: CoordinateEntry[]
  identifiers: IdentifierEntry[]
}

function describe(
  places: Places,
  { id, names, coordinates, identifiers }: Described,
  readIn: ReadIn,
): void {
  places.name.push(...nameRows(id, names, readIn))
  places.coordinate.push(
    ...coordinates.map((c, n) => ({
      ...c,
      id: `${id}.coordinate.${n + 1}`,
      subjectId: id,
      line: c.line ?? null,
      note: c.note ?? null,
      provenance: c.provenance ?? readIn(c.sources),
    })),
  )
  places.identifier.push(
    ...identifiers.map((i, n) => ({
      ...i,
      id: `${id}.identifier.${n + 1}`,
      subjectId: id,
      label: i.label ?? null,
      note: i.note ?? null,
      provenance: i.provenance ?? readIn(i.sources),
    })),
  )
}

function nameRows(subjectId: string, names: NameEntry[], readIn: ReadIn): NewRow<'name'>[] {
  return names.map((n, position) => ({
    ...n,
    id: `${subjectId}.name.${position + 1}`,
    subjectId,
    position,
    transliteration: n.transliteration ?? null,
    note: n.note ?? null,
    provenance: n.provenance ?? readIn(n.sources),
  }))
}
