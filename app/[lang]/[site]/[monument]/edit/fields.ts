import type { MonumentRecords } from '../../../../../db/mutations/monument-records'
import { preferredNames } from '../../../../../db/mutations/names'

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
