import { type PinnedView, viewParams } from '../../db/domain/filter'
import type { Say } from '../say'
import styles from './register.module.css'

type Props = { say: Say; site: string; view: PinnedView }

/** The exports of exactly this view, pinned: what they hold does not change when the register does. */
export function ExportLinks({ say: { t, lang }, site, view }: Props) {
  const params = viewParams({ ...view, page: 1 })
  const query = (extra?: [string, string]) =>
    new URLSearchParams([...params, ...(extra ? [extra] : [])])
  return (
    <nav className={styles.exports} aria-label={t('register.exports.label')}>
      <h2>{t('register.exports.title')}</h2>
      <p>{t('register.exports.lead', { rev: view.rev })}</p>
      <ul>
        {(['en', 'ar', 'both'] as const).map((language) => (
          <li key={language}>
            <a href={`/exports/${site}/report.pdf?${query(['lang', language])}`}>
              {t(`register.exports.pdf_${language}`)}
            </a>
          </li>
        ))}
        <li>
          <a href={`/exports/${site}/monuments.csv?${params}`}>{t('register.exports.monuments')}</a>
        </li>
        <li>
          <a href={`/exports/${site}/claims.csv?${params}`}>{t('register.exports.claims')}</a>
        </li>
        <li>
          <a href={`/${lang}/${site}/report?${params}`}>{t('register.exports.print')}</a>
        </li>
      </ul>
    </nav>
  )
}
