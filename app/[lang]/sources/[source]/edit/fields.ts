import { shownIn } from '../../../../../db/domain/retyped'
import type { Lang } from '../../../../../db/domain/vocabulary'
import type { Row } from '../../../../../db/store/records'

/** A source as the fields of its form: the same for filling the form in and for telling versions apart. */
export function sourceFields(source: Row<'source'>, lang: Lang): Record<string, string> {
  return {
    title: source.title,
    author: source.author ?? '',
    publisher: source.publisher ?? '',
    kind: source.kind ?? '',
    class: source.class,
    published: source.published ?? '',
    undated: source.published === null ? 'on' : '',
    url: source.url ?? '',
    archiveUrl: source.archiveUrl ?? '',
    lang: source.lang ?? '',
    rights: source.rights ?? '',
    reliability: source.reliability ?? '',
    reliabilityReason: shownIn(source.reliabilityReason, lang),
    note: source.note ?? '',
    sensitivity: source.sensitivity,
  }
}
