import type { Reader } from '../../../../../db/domain/policy'
import { shownIn } from '../../../../../db/domain/retyped'
import type { Lang } from '../../../../../db/domain/vocabulary'
import type { Typed } from '../../../../../db/mutations/drafts'
import { sourceToEdit } from '../../../../../db/queries/editing'
import type { Row } from '../../../../../db/store/records'
import type { Db } from '../../../../../db/store/store'
import { translator } from '../../../../_i18n'
import { baseVersion, type Moved } from '../../../_editing/conflict'
import { sourceLabelKey } from '../../answers'

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

/** Where a form about a source began, and the source as it stands now. Throws `not_found`. */
export async function movedSource(
  db: Db,
  reader: Reader,
  lang: Lang,
  typed: Typed,
): Promise<Moved> {
  const t = translator(lang)
  const now = await sourceToEdit(db, reader, typed.sourceId?.[0] ?? '')
  const then = await baseVersion(db, reader, 'source', now, typed)
  return {
    base: sourceFields(then, lang),
    theirs: sourceFields(now, lang),
    rev: now.recordedRev,
    labelOf: (field) => t(sourceLabelKey(field)),
    unitOf: (field) => UNITS[field] ?? field,
  }
}

const UNITS: Record<string, string> = { undated: 'published', reliabilityReason: 'reliability' }
