import { shownIn } from '../../db/domain/retyped'
import type { ImageEntry } from '../../db/queries/images'
import type { Report } from '../../db/queries/report'
import type { Row } from '../../db/store/records'
import type { Photo, PhotoLine } from './document'
import type { Wording } from './wording'

/** The most photographs, pairs counted as one, in one sheet and in a report: each adds about 100 kB. */
const MOST_IN_SHEET = 4
const MOST_IN_REPORT = 60

/** The pictures that a report shows: pairs of before and after first, since they tell most. */
export function photosOf(images: ImageEntry[]): ImageEntry[] {
  const isPair = (i: ImageEntry) => Number(i.before !== null)
  return [...images].sort((a, b) => isPair(b) - isPair(a)).slice(0, MOST_IN_SHEET)
}

/** All the pictures in the sheets of a report, in order, each once. */
export function reportPhotos({ sheets }: Pick<Report, 'sheets'>): Row<'image'>[] {
  const all = sheets
    .flatMap((s) => photosOf(s.images))
    .flatMap((i) => (i.before ? [i.before, i] : [i]))
  return [...new Map(all.map((i) => [i.id, i])).values()].slice(0, MOST_IN_REPORT)
}

/** The pictures of one sheet in words. `shown` are those, by id, that the report has room for. */
export function photoLines(
  images: ImageEntry[],
  words: Wording,
  shown: ReadonlySet<string>,
): PhotoLine[] {
  return photosOf(images)
    .filter((i) => shown.has(i.id) && (i.before === null || shown.has(i.before.id)))
    .map((image) =>
      image.before
        ? [photo(image.before, words, 'images.before'), photo(image, words, 'images.after')]
        : [photo(image, words, null)],
    )
}

function photo(image: Row<'image'>, words: Wording, label: string | null): Photo {
  const { id, sha256, caption, taken, credit, rights, redacts } = image
  return {
    id,
    sha256,
    alt: shownIn(caption, words.langs[0] ?? 'en'),
    label: label === null ? null : words.label(label),
    caption: words.own(caption),
    credit: words.each(({ t, date }) =>
      [
        taken && date(taken, 'on'),
        credit,
        t(`vocab.rights.${rights}`),
        redacts !== null && t('images.redacted.is'),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
  }
}
