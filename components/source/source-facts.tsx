import type { ReactNode } from 'react'
import type { Bilingual, Reliability, SourceClass } from '../../db/domain/vocabulary'
import { AsWritten, OwnText } from '../own-text'
import { safeUrl } from '../safe-url'
import type { Say } from '../say'
import styles from './source.module.css'

type Source = {
  published: string | null
  publishedAsGiven: string | null
  publishedLatest: number
  class: SourceClass
  reliability: Reliability | null
  reliabilityReason: Bilingual | null
  lang: string | null
  url: string | null
  note: string | null
  provenance: string | null
}

/** What may fill a line. */
const LONG = ['url', 'note', 'provenance']

/** When a source was published, what kind of source it is, how far it is trusted, and where it is found. */
export function SourceFacts({ say, source }: { say: Say; source: Source }) {
  const { t } = say
  const url = safeUrl(source.url)
  const facts: [key: string, value: ReactNode][] = [
    [
      'published',
      <AsWritten
        key="published"
        text={source.publishedAsGiven ?? source.published ?? t('sources.undated')}
      />,
    ],
    ['known', say.day(source.publishedLatest)],
    ['class', t(`vocab.sourceClasses.${source.class}`)],
    [
      'reliability',
      <>
        {source.reliability
          ? t(`vocab.reliabilities.${source.reliability}`)
          : t('monument.notGraded')}{' '}
        <OwnText say={say} text={source.reliabilityReason} />
      </>,
    ],
    [
      'url',
      url && (
        <a href={url} rel="noopener noreferrer nofollow">
          <bdi dir="ltr">{url}</bdi>
        </a>
      ),
    ],
    ['note', source.note && <bdi lang="en">{source.note}</bdi>],
    ['provenance', source.provenance && <bdi lang="en">{source.provenance}</bdi>],
  ]
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([key, value]) => (
          <div key={key} className={LONG.includes(key) ? styles.long : undefined}>
            <dt>{t(`sources.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
