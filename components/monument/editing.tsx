import type { Say } from '../say'
import styles from './monument.module.css'

/** What an editor can do from here. */
export function Editing({
  say: { t, lang },
  path,
  slug,
  id,
}: {
  say: Say
  path: string
  slug: string
  id: string
}) {
  return (
    <nav className={styles.editing} aria-label={t('monument.edit.label')}>
      <a className="button" href={`${path}/record?subject=${encodeURIComponent(slug)}`}>
        {t('register.record')}
      </a>
      <a href={`${path}/assess?subject=${encodeURIComponent(slug)}`}>
        {t('evidence.assess.title')}
      </a>
      <a href={`${path}/${slug}/edit`}>{t('monument.edit.monument')}</a>
      <a href={`/${lang}/sensitivity?record=${encodeURIComponent(id)}`}>{t('sensitivity.link')}</a>
      <a href={`${path}/threats/new?subject=${encodeURIComponent(slug)}`}>
        {t('monument.edit.threat')}
      </a>
    </nav>
  )
}
