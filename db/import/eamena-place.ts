import type { MonumentKind } from '../domain/vocabulary'
import type { EamenaRecord } from './eamena-record'
import { EAMENA_KINDS } from './eamena-words'
import { reachFrom, type Shape, shapeOf } from './geometry'
import type { ImportedMonument, ImportedPlace } from './shape'

const ARABIC_SCRIPT = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/
/** Letters that Persian has and Arabic has not. */
const PERSIAN = /[\u067e\u0686\u0698\u06af\u06a9\u06cc]/
const WRITES_PERSIAN = /iran|afghanistan|tajikistan/i
const REFERENCE = 'Alternative Reference'
const LONGEST_NAME = 300

/** What a place is called and by what it is found. A reference is a list's name for it, shared by many, and no name. */
export function namesOf(
  record: EamenaRecord,
  id: string,
): Pick<ImportedMonument, 'names' | 'identifiers'> {
  const country = record.text('Country Type')
  const forms = record.list('Resource Name')
  const types = record.list('Name Type')
  const isLined = forms.length === types.length
  if (!isLined && forms.length > 0 && types.length > 0) record.refuse('Name Type', 'lists_differ')
  const names: ImportedMonument['names'] = []
  const identifiers: ImportedMonument['identifiers'] = [{ scheme: 'eamena', value: id }]
  for (const [i, given] of forms.entries()) {
    const form = given.replace(/\s+/g, ' ').slice(0, LONGEST_NAME)
    if (form === '') continue
    if (isLined ? types[i] === REFERENCE : /^[A-Z]+-[A-Z-]+$/.test(form)) {
      identifiers.push({
        scheme: 'inventory',
        value: form,
        label: REFERENCE,
        isShared: true,
      })
      continue
    }
    const lang = languageOf(form, country)
    if (names.some((name) => name.form === form && name.lang === lang)) continue
    names.push({ form, lang, preferred: !names.some((name) => name.lang === lang) })
  }
  if (names.length === 0) names.push({ form: id, lang: 'en', preferred: true })
  return { names, identifiers: differing(identifiers) }
}

function differing(list: ImportedMonument['identifiers']): ImportedMonument['identifiers'] {
  return list.filter(
    (one, i) => list.findIndex((o) => o.scheme === one.scheme && o.value === one.value) === i,
  )
}

/** By script; Arabic script is Persian by its letters or where Persian is written. */
function languageOf(form: string, country: string): string {
  if (!ARABIC_SCRIPT.test(form)) return 'en'
  return PERSIAN.test(form) || WRITES_PERSIAN.test(country) ? 'fa' : 'ar'
}

/** What it was, by what its features are interpreted as, the most telling first. */
export function kindOf(record: EamenaRecord): MonumentKind {
  const terms = record.set('Site Feature Interpretation Type')
  const found = EAMENA_KINDS.filter(([term]) => terms.includes(term))
  // What the list does not have, or what is one thing beside another, is told in words too.
  if (terms.some((term) => term !== found[0]?.[0])) record.leave('Site Feature Interpretation Type')
  return found[0]?.[1] ?? 'other'
}

/**
 * Where it is. Of several geometries the point is the place and the outline says how far it reaches; without a point
 * the middle of the outline stands for it. An outline of one ring is kept.
 */
export function placeOf(record: EamenaRecord, geometries: unknown[]): ImportedPlace | undefined {
  const shapes: Shape[] = []
  for (const geometry of geometries) {
    if (geometry === null || geometry === undefined) continue
    const shape = shapeOf(geometry)
    if (shape) shapes.push(shape)
    else
      record.problems.push({
        row: record.row,
        column: 'geometry',
        reason: 'bad_geometry',
        value: '',
      })
  }
  const point = shapes.find((shape) => shape.reachM === null) ?? shapes[0]
  if (!point) return undefined
  const outlined = shapes.filter((shape) => shape.reachM !== null)
  const outline = outlined.length === 1 ? outlined[0]?.outline : null
  const reach = outlined.map(
    (shape) => reachFrom(point.point, [shape.point]) - 1 + (shape.reachM ?? 0),
  )
  const [lon, lat] = point.point
  return {
    lat,
    lon,
    ...(outline ? { line: outline } : {}),
    precisionM: reach.length > 0 ? Math.max(...reach) : null,
    basis: basisOf(record, shapes),
  }
}

/** On what the position rests, in the words of the file. */
function basisOf(record: EamenaRecord, shapes: Shape[]): string {
  const said = [
    ['geometry', [...new Set(shapes.map(({ type }) => type))].join(' and ')],
    ['qualifier', record.set('Geometry Qualifier').join(' and ')],
    ['location certainty', record.set('Location Certainty').join(' and ')],
    ['extent certainty', record.set('Geometry Extent Certainty').join(' and ')],
  ]
  const parts = said.filter(([, value]) => value !== '').map(([name, value]) => `${name} ${value}`)
  return `EAMENA: ${parts.join('; ')}`
}
