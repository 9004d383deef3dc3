import type { Reliability, SourceClass, SourceKind } from '../../db/domain/vocabulary'
import { AsWritten } from '../own-text'
import type { Say } from '../say'
import styles from './library.module.css'

type Source = {
  id: string
  title: string
  author: string | null
  publisher: string | null
  published: string | null
  publishedAsGiven: string | null
  kind: SourceKind | null
  class: SourceClass
  reliability: Reliability | null
  claimCount: number
  listed: number
}

const COLUMNS = ['source', 'published', 'type', 'reliability', 'cited'] as const

/** Sources one below the other: what each is, how far it is trusted, and how much rests on it. */
export function LibraryTable({ say, sources }: { say: Say; sources: Source[] }) {
  const { t, lang, at } = say
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('sources.title')}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`library.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.id}>
            <th scope="row">
              <a href={at(`/${lang}/sources/${encodeURIComponent(source.id)}`)}>
                <AsWritten text={source.title} />
              </a>
              <span className={styles.by}>
                <AsWritten text={source.author} />
                {source.author && source.publisher && ' · '}
                <AsWritten text={source.publisher} />
              </span>
            </th>
            <td>
              <AsWritten
                text={source.publishedAsGiven ?? source.published ?? t('sources.undated')}
              />
            </td>
            <td>
              {source.kind && (
                <>
                  {t(`vocab.sourceKinds.${source.kind}`)}
                  <br />
                </>
              )}
              {t(`vocab.sourceClasses.${source.class}`)}
            </td>
            <td>
              {source.reliability
                ? t(`vocab.reliabilities.${source.reliability}`)
                : t('monument.notGraded')}
            </td>
            <td>{source.claimCount + source.listed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
