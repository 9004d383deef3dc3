import { formatDay } from '../../db/domain/dates'
import type { Scheme } from '../../db/domain/vocabulary'
import type { Dossier } from '../../db/queries/dossier'
import type { RegisterRow } from '../../db/queries/register-row'
import type { Report } from '../../db/queries/report'
import { sayIn } from '../_i18n'
import { type Column, csv } from './csv'
import { monumentAddress } from './permalink'

type Line = { row: RegisterRow; sheet: Dossier; report: Report; origin: string }

/** One line per monument of the view, in its order; both languages side by side, codes beside their labels. */
export function monumentsCsv(report: Report, origin: string): string {
  const sheets = new Map(report.sheets.map((s) => [s.monument.id, s]))
  const lines = report.rows.flatMap((row) => {
    const sheet = sheets.get(row.id)
    return sheet ? [{ row, sheet, report, origin }] : []
  })
  return csv(lines, COLUMNS)
}

const [en, ar] = [sayIn('en'), sayIn('ar')]
const place = ({ sheet }: Line) => sheet.coordinates[0] ?? null
const day = (value: number | null) => (value === null ? null : formatDay(value))
const identifier = (scheme: Scheme) => (line: Line) =>
  line.sheet.identifiers.find((i) => i.scheme === scheme)?.value

const COLUMNS: Column<Line>[] = [
  ['id', (l) => l.row.id],
  ['name_en', (l) => l.row.name.en],
  ['name_ar', (l) => l.row.name.ar],
  ['kind', (l) => l.row.kind],
  ['headline', (l) => l.row.status.headline],
  ['headline_en', (l) => en.t(`vocab.headlines.${l.row.status.headline}`)],
  ['headline_ar', (l) => ar.t(`vocab.headlines.${l.row.status.headline}`)],
  ['possibly', (l) => l.row.status.maybe],
  ['eamena_condition', (l) => l.row.status.condition],
  ['what_stands_en', (l) => l.row.standing?.en],
  ['what_stands_ar', (l) => l.row.standing?.ar],
  ['at_risk', (l) => l.row.status.atRisk],
  ['under_intervention', (l) => l.row.status.underIntervention],
  ['contested', (l) => l.row.status.contested],
  ['since', (l) => l.row.status.since],
  ['since_qualifier', (l) => l.row.status.sinceQualifier],
  ['last_looked_at', (l) => day(l.row.status.lookedAt)],
  ['sources', (l) => l.row.sources.length],
  ['lat', (l) => place(l)?.lat],
  ['lon', (l) => place(l)?.lon],
  ['precision_m', (l) => place(l)?.precisionM],
  ['coordinate_basis', (l) => place(l)?.basis],
  ['location_generalised', (l) => place(l)?.sensitivity === 'generalised'],
  ['wikidata', identifier('wikidata')],
  ['pleiades', identifier('pleiades')],
  ['permalink', (l) => monumentAddress(l.origin, 'en', l.report, l.row.slug)],
  ['as_of', (l) => day(l.report.pinned.view.asOf)],
  ['known_at', (l) => day(l.report.pinned.view.knownAt)],
  ['rev', (l) => l.report.pinned.view.rev],
]
