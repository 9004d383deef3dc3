import type { Scheme } from '../../db/domain/vocabulary'
import { type Located, located } from '../../db/queries/located'
import { sayIn } from '../_i18n'
import type { Asked } from './answer'
import { monumentAddress } from './permalink'
import { type Column, dayCell } from './table'

export type MonumentLine = Located & { asked: Asked }

/** One line per monument of the view, in its order, a portion at a time. */
export async function* monumentLines(asked: Asked): AsyncGenerator<MonumentLine[]> {
  const { db, reader, site, pinned } = asked
  for await (const portion of located(db, reader, site.id, pinned))
    yield portion.map((line) => ({ ...line, asked }))
}

const [en, ar] = [sayIn('en'), sayIn('ar')]
const identifier = (scheme: Scheme) => (line: MonumentLine) =>
  line.identifiers.find((i) => i.scheme === scheme)?.value

/** Both languages side by side, codes beside their labels. */
export const MONUMENT_COLUMNS: Column<MonumentLine>[] = [
  ['id', (l) => l.row.id, 24],
  ['name_en', (l) => l.row.name.en, 32],
  ['name_ar', (l) => l.row.name.ar, 32],
  ['kind', (l) => l.row.kind],
  ['headline', (l) => l.row.status.headline, 18],
  ['headline_en', (l) => en.t(`vocab.headlines.${l.row.status.headline}`), 18],
  ['headline_ar', (l) => ar.t(`vocab.headlines.${l.row.status.headline}`), 18],
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
  [
    'permalink',
    ({ asked, row }) => ({ href: monumentAddress(asked.origin, 'en', asked, row.slug) }),
    60,
  ],
  ['as_of', ({ asked }) => dayCell(asked.pinned.view.asOf)],
  ['known_at', ({ asked }) => dayCell(asked.pinned.view.knownAt)],
  ['rev', ({ asked }) => asked.pinned.view.rev],
]
