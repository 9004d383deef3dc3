import type { Translate } from '../../../../components/say'
import { MANY } from '../../../../db/domain/many'
import type { Texts } from './foreseen'

/** What the table of foreseen changes says, in the page's language. */
export function foreseenTexts(t: Translate): Texts {
  const fields = Object.keys(MANY).map((name) => [name, t(`history.fields.${name}`)])
  return {
    caption: t('bulk.caption'),
    place: t('bulk.place'),
    before: t('history.diff.before'),
    after: t('history.diff.after'),
    fields: Object.fromEntries(fields),
  }
}
