import type { DomainError } from '../../../db/domain/errors'
import type { Lang } from '../../../db/domain/vocabulary'
import type { Outcome } from '../../_action'
import { sayIn } from '../../_i18n'
import type { Aside } from '../_editing/answers'

/** The message that names a field of a source's form. */
export function sourceLabelKey(field: string): string {
  if (field === 'sensitivity') return 'forms.sensitivity'
  return OF_LIBRARY.includes(field) ? `library.fields.${field}` : `forms.source.${field}`
}

const OF_LIBRARY = ['author', 'kind', 'rights', 'archiveUrl', 'copy']

/** Another source has this very address: said at the field, with the way to it. */
export function taken(error: DomainError, lang: Lang): Outcome<Aside> {
  const { t } = sayIn(lang)
  const href = `/${lang}/sources/${encodeURIComponent(error.detail ?? '')}`
  return {
    errors: [{ field: error.field, message: t('library.likely.taken') }],
    extra: { link: { href, label: t('library.likely.show') } },
  }
}
