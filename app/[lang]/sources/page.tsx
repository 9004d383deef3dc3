import { ClockBar } from '../../../components/clock-bar'
import { AsWritten } from '../../../components/own-text'
import { Problems } from '../../../components/problems'
import { clockParams, href } from '../../../db/domain/filter'
import { listSources } from '../../../db/queries/sources'
import { sayIn } from '../../_i18n'
import { openPage } from '../../_page'
import styles from './sources.module.css'

export async function generateMetadata({ params }: PageProps<'/[lang]/sources'>) {
  return { title: sayIn((await params).lang === 'ar' ? 'ar' : 'en').t('sources.title') }
}

/** Every source, latest publication first. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/sources'>) {
  const { lang } = await params
  const { say, db, reader, asked, pinned, problems } = await openPage(lang, searchParams)
  const { t } = say
  const sources = await listSources(db, reader, pinned)
  return (
    <>
      <Problems say={say} problems={problems} />
      <h1>{t('sources.title')}</h1>
      <p>{t('sources.lead', { count: sources.length })}</p>
      <ClockBar
        say={say}
        title={t('sources.title')}
        path={`/${lang}/sources`}
        asked={asked}
        settled={pinned.view}
      />
      <table className={styles.table}>
        <caption className="visually-hidden">{t('sources.title')}</caption>
        <thead>
          <tr>
            {(['source', 'published', 'class', 'reliability', 'claims'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`sources.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id}>
              <th scope="row">
                <a
                  href={href(
                    `/${lang}/sources/${encodeURIComponent(source.id)}`,
                    clockParams(asked),
                  )}
                >
                  <AsWritten text={source.title} />
                </a>
                <br />
                <AsWritten className="quiet" text={source.publisher} />
              </th>
              <td>
                <AsWritten
                  text={source.publishedAsGiven ?? source.published ?? t('sources.undated')}
                />
              </td>
              <td>{t(`vocab.sourceClasses.${source.class}`)}</td>
              <td>
                {source.reliability
                  ? t(`vocab.reliabilities.${source.reliability}`)
                  : t('monument.notGraded')}
              </td>
              <td>{source.claimCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
