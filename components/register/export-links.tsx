import type { ReactNode } from 'react'
import { formatDay } from '../../db/domain/dates'
import { EVERYTHING, type PinnedView, viewParams } from '../../db/domain/filter'
import { SINCE_PARAM } from '../../db/domain/period'
import type { Say } from '../say'
import styles from './register.module.css'

type Props = { say: Say; site: string; view: PinnedView }

const GROUPS = [
  ['tables', ['monuments.csv', 'claims.csv', 'sources.csv', 'monuments.xlsx']],
  ['open', ['monuments.geojson', 'monuments.jsonld', 'crate.zip']],
] as const

/** The exports of exactly this view, pinned: what they hold does not change when the register does. */
export function ExportLinks({ say: { t, lang }, site, view }: Props) {
  const params = viewParams({ ...view, page: 1 })
  const query = (extra?: [string, string]) =>
    new URLSearchParams([...params, ...(extra ? [extra] : [])])
  // Changes go on, so their feed is not pinned.
  const { asOf, knownAt, rev, sort, descending, page } = EVERYTHING
  const feed = viewParams({ ...view, asOf, knownAt, rev, sort, descending, page })
  feed.set('lang', lang)
  return (
    <section className={styles.exports} aria-labelledby="exports">
      <h2 id="exports">{t('register.exports.title')}</h2>
      <p>{t('register.exports.lead', { rev: view.rev })}</p>
      <div className={styles.forms}>
        <Group title={t('register.exports.report')}>
          {(['en', 'ar', 'both'] as const).map((language) => (
            <li key={language}>
              <a href={`/exports/${site}/report.pdf?${query(['lang', language])}`}>
                {t(`register.exports.pdf_${language}`)}
              </a>
            </li>
          ))}
          <li>
            <a href={`/${lang}/${site}/report?${params}`}>{t('register.exports.print')}</a>
          </li>
        </Group>
        {GROUPS.map(([group, files]) => (
          <Group key={group} title={t(`register.exports.${group}`)}>
            {files.map((file) => (
              <li key={file}>
                <a href={`/exports/${site}/${file}?${params}`}>
                  {t(`exports.formats.${file.replace('.', '_')}`)}
                </a>
              </li>
            ))}
            {group === 'open' && (
              <li>
                <a href={`/exports/${site}/changes.atom?${feed}`} type="application/atom+xml">
                  {t('register.exports.feed')}
                </a>
              </li>
            )}
          </Group>
        ))}
      </div>
      <form method="get" action={`/${lang}/${site}/report`} className={styles.since}>
        {[...params].map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <label>
          <span>{t('compare.report.filter')}</span>
          <input
            type="date"
            name={SINCE_PARAM}
            max={formatDay(view.asOf)}
            aria-describedby="since-hint"
            required
          />
        </label>
        <button type="submit" name="lang" value={lang} formAction={`/exports/${site}/report.pdf`}>
          {t('compare.report.pdf')}
        </button>
        <button type="submit">{t('compare.report.print')}</button>
        <p id="since-hint" className="quiet">
          {t('compare.report.filterHint')}
        </p>
      </form>
    </section>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </div>
  )
}
