import notice from '../../components/notice.module.css'
import { env } from '../../db/cli/env'
import { manages } from '../../db/domain/policy'
import type { Lang } from '../../db/domain/vocabulary'
import { backupAge } from '../../db/queries/backup-age'
import { store } from '../../db/store/open'
import { translator } from '../_i18n'
import { getReader } from '../_session'

/** Tells administrators of the register on every page that its last good backup is too old, until there is a newer one. */
export async function BackupDue({ lang }: { lang: Lang }) {
  const reader = await getReader()
  if (!manages(reader, null)) return null
  const { dataDir, backupMaxAgeDays: most } = env()
  const { days, hasAny } = await backupAge(store().db, dataDir, Date.now())
  if (days < most) return null
  const t = translator(lang)
  return (
    <p role="alert" className={notice.problem}>
      {t(hasAny ? 'operations.backup.old' : 'operations.backup.none', { days })}{' '}
      {t('operations.backup.make')}{' '}
      <bdi dir="ltr">
        <code>npm run backup</code>
      </bdi>
    </p>
  )
}
