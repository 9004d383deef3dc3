import type { Translate } from '../../../../../components/say'
import { DomainError } from '../../../../../db/domain/errors'
import type { Reader } from '../../../../../db/domain/policy'
import type { Typed } from '../../../../../db/mutations/drafts'
import {
  findMonumentRecords,
  type MonumentRecords,
  movedAt,
} from '../../../../../db/mutations/monument-records'
import { preferredNames } from '../../../../../db/mutations/names'
import type { Db } from '../../../../../db/store/store'
import type { Moved } from '../../../_editing/conflict'

/** A monument's records as the fields of its form: the same for filling the form in and for telling versions apart. */
export function monumentFields(records: MonumentRecords): Record<string, string> {
  const { monument, place } = records
  const { en, ar } = preferredNames(records)
  const others = records.names.filter((n) => n !== en && n !== ar)
  return {
    nameEn: en?.form ?? '',
    nameAr: ar?.form ?? '',
    ...Object.fromEntries(
      others.flatMap((n) => [[`form:${n.id}`, n.form] as const, [`lang:${n.id}`, n.lang] as const]),
    ),
    kind: monument.kind,
    principalId: monument.principalId ?? '',
    descriptionEn: monument.description?.en ?? '',
    descriptionAr: monument.description?.ar ?? '',
    lat: place ? String(place.lat) : '',
    lon: place ? String(place.lon) : '',
    precisionM: place?.precisionM == null ? '' : String(place.precisionM),
    basis: place?.basis ?? '',
    sensitivity: monument.sensitivity,
  }
}

/** Where a form about a monument began, and its records as they stand now. Throws `not_found`. */
export async function movedMonument(
  db: Db,
  reader: Reader,
  t: Translate,
  typed: Typed,
): Promise<Moved> {
  const id = typed.monumentId?.[0] ?? ''
  const base = Number(typed.base?.[0])
  const now = await findMonumentRecords(db, reader, id)
  if (!now) throw new DomainError('not_found')
  const then = Number.isInteger(base) ? await findMonumentRecords(db, reader, id, base) : null
  return {
    base: monumentFields(then ?? now),
    theirs: monumentFields(now),
    rev: movedAt(now),
    labelOf: (field) => labelOf(t, field),
    unitOf,
  }
}

/** A position is one thing, and so is a name with its language. */
function unitOf(field: string): string {
  if (/^(lat|lon|precisionM|basis)$/.test(field)) return 'position'
  return field.replace(/^(form|lang):/, 'name:')
}

function labelOf(t: Translate, field: string): string {
  if (field.startsWith('form:')) return t('forms.monument.alternative')
  if (field.startsWith('lang:')) return t('forms.monument.alternativeLang')
  return t(LABELS[field] ?? `forms.monument.${field}`)
}

const LABELS: Record<string, string> = {
  lat: 'forms.place.lat',
  lon: 'forms.place.lon',
  precisionM: 'forms.place.precision',
  basis: 'forms.place.basis',
  sensitivity: 'forms.sensitivity',
  principalId: 'forms.monument.principal',
}
