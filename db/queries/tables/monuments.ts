import type { Scheme } from '../../domain/vocabulary'
import { labelOf } from '../../store/labels'
import type { Located } from '../located'
import { type Column, dayCell } from './column'

const identifier = (scheme: Scheme) => (line: Located) =>
  line.identifiers.find((i) => i.scheme === scheme)?.value
const headline = (line: Located) => labelOf('headlines', line.row.status.headline)

/** What our tables say of a monument: both languages side by side, codes beside their labels. */
export const MONUMENT_CELLS: Column<Located>[] = [
  ['id', (l) => l.row.id, 24],
  ['name_en', (l) => l.row.name.en, 32],
  ['name_ar', (l) => l.row.name.ar, 32],
  ['kind', (l) => l.row.kind],
  ['headline', (l) => l.row.status.headline, 18],
  ['headline_en', (l) => headline(l)?.en, 18],
  ['headline_ar', (l) => headline(l)?.ar, 18],
  ['possibly', (l) => l.row.status.maybe],
  ['eamena_condition', (l) => l.row.status.condition],
  ['what_stands_en', (l) => l.row.standing?.en, 48],
  ['what_stands_ar', (l) => l.row.standing?.ar, 48],
  ['at_risk', (l) => l.row.status.atRisk],
  ['under_intervention', (l) => l.row.status.underIntervention],
  ['contested', (l) => l.row.status.contested],
  ['since', (l) => l.row.status.since],
  ['since_qualifier', (l) => l.row.status.sinceQualifier],
  ['last_looked_at', (l) => dayCell(l.row.status.lookedAt)],
  ['sources', (l) => l.row.sources.length],
  ['lat', (l) => l.coordinate?.lat],
  ['lon', (l) => l.coordinate?.lon],
  ['precision_m', (l) => l.coordinate?.precisionM],
  ['coordinate_basis', (l) => l.coordinate?.basis, 32],
  ['location_generalised', (l) => l.coordinate?.sensitivity === 'generalised'],
  ['wikidata', identifier('wikidata')],
  ['pleiades', identifier('pleiades')],
]
