import type { Say } from './say'
import styles from './shell.module.css'

/** Licences and the standing caution. */
export function SiteFooter({ say: { t, lang } }: { say: Say }) {
  return (
    <footer className={styles.footer}>
      <div className={styles.foot}>
        <p>{t('common.footer.caution')}</p>
        <p>
          {t('common.footer.licence')}{' '}
          <a href={`/${lang}/about#licence`}>{t('common.footer.more')}</a> ·{' '}
          <a href={`/${lang}/accessibility`}>{t('access.link')}</a>
          {' · '}
          <a href={`/${lang}/api`}>{t('api.link')}</a>
        </p>
      </div>
    </footer>
  )
}
