import { LinkHere } from '../../../../components/link-here'
import type { Say } from '../../../../components/say'
import { href, type PinnedView, type View, viewParams } from '../../../../db/domain/filter'
import { optionParams, type ReportOptions } from '../../../../db/domain/report-options'
import styles from './builder.module.css'
import { PrintButton } from './print-button'

type Props = {
  say: Say
  site: string
  asked: View
  view: PinnedView
  options: ReportOptions
  /** Whether the report takes so long to make that one waits for it on a page of its own. */
  isLong: boolean
}

/** The tables and the archive of the same view; the report is the PDF. */
const TABLES = ['monuments.xlsx', 'monuments.csv', 'claims.csv', 'sources.csv', 'crate.zip']

/** The files of exactly what is previewed, pinned. */
export function Files({ say, site, asked, view, options, isLong }: Props) {
  const { t } = say
  const query = viewParams(view)
  const report = new URLSearchParams([...query, ...optionParams(options)])
  return (
    <section className={styles.files} aria-labelledby="files">
      <h2 id="files">{t('report.files.title')}</h2>
      <p className="quiet">
        {t('report.files.lead', { rev: String(view.rev) })}{' '}
        <LinkHere say={say} asked={asked} settled={view} />
      </p>
      <ul>
        <li>
          <a
            className="button"
            href={href(
              isLong ? `/${say.lang}/${site}/report/making` : `/exports/${site}/report.pdf`,
              report,
            )}
          >
            {t('report.files.pdf')}
          </a>
        </li>
        {TABLES.map((file) => (
          <li key={file}>
            <a href={href(`/exports/${site}/${file}`, query)}>
              {t(`report.files.${file.replace('.', '_')}`)}
            </a>
          </li>
        ))}
        <li>
          <PrintButton className={styles.print} label={t('report.files.print')} />
        </li>
      </ul>
      <p className="quiet">{t('report.files.printHint')}</p>
    </section>
  )
}
