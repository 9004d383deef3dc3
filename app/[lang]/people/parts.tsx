import { ShownOnce } from '../../../components/form/shown-once'
import type { Translate } from '../../../components/say'
import { ROLES, type Role } from '../../../db/domain/vocabulary'

/** The roles, weakest first, in words. */
export function roleOptions(t: Translate) {
  return ROLES.map((value) => ({ value, label: t(`vocab.roles.${value}`) }))
}

/** A role and where it holds: `names` are those of the sites, by id. */
export function RoleHeld({
  t,
  held,
  names,
}: {
  t: Translate
  held: { role: Role; siteId: string | null; bannedAt: string | null }
  names: ReadonlyMap<string, string>
}) {
  const { role, siteId, bannedAt } = held
  return (
    <>
      {t(`vocab.roles.${role}`)} ·{' '}
      <bdi>{siteId === null ? t('account.persons.everySite') : (names.get(siteId) ?? siteId)}</bdi>
      {bannedAt && (
        <>
          {' '}
          · <strong>{t('account.persons.banned', { day: bannedAt.slice(0, 10) })}</strong>
        </>
      )}
    </>
  )
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
