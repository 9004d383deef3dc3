import { ShownOnce } from '../../../components/form/shown-once'
import type { Translate } from '../../../components/say'
import { ROLES } from '../../../db/domain/vocabulary'

/** The roles, weakest first, in words. */
export function roleOptions(t: Translate) {
  return ROLES.map((value) => ({ value, label: t(`vocab.roles.${value}`) }))
}

/** Where a form shows the link that it has made. */
export function LinkMade({ t }: { t: Translate }) {
  return (
    <ShownOnce
      label={t('account.persons.link')}
      hint={t('account.persons.linkHint')}
      copy={t('account.persons.copy')}
      copied={t('account.persons.copied')}
    />
  )
}
