import type { ReactNode } from 'react'
import { langByScript } from '../../db/domain/arabic'
import type {
  Bilingual,
  Reliability,
  Rights,
  SourceClass,
  SourceKind,
} from '../../db/domain/vocabulary'
import { languageName } from '../language-name'
import { Markdown } from '../markdown'
import { AsWritten, OwnText } from '../own-text'
import { safeUrl } from '../safe-url'
import type { Say } from '../say'
import styles from './source.module.css'

type Source = {
  author: string | null
  published: string | null
  publishedAsGiven: string | null
  publishedLatest: number
  kind: SourceKind | null
  class: SourceClass
  reliability: Reliability | null
  reliabilityReason: Bilingual | null
  rights: Rights | null
  lang: string | null
  url: string | null
  archiveUrl: string | null
  copySha256: string | null
  note: string | null
  provenance: string | null
}

/** What may fill a line. */
const LONG = ['url', 'archiveUrl', 'copy', 'note', 'provenance']

/**
 * Who made a source, when it was published, what it is, how far it is trusted, how it may be used, and where it is found.
 * `copy` leads to the attached copy, for those who may open it.
 */
export function SourceFacts({
  say,
  source,
  copy,
}: {
  say: Say
  source: Source
  copy: string | null
}) {
  const { t } = say
  const facts: [key: string, label: string, value: ReactNode][] = [
    ['author', t('library.fields.author'), <AsWritten key="author" text={source.author} />],
    ['published', t('sources.published'), <Published key="published" say={say} source={source} />],
    ['known', t('sources.known'), say.day(source.publishedLatest)],
    ['kind', t('library.fields.kind'), source.kind && t(`vocab.sourceKinds.${source.kind}`)],
    ['class', t('sources.class'), t(`vocab.sourceClasses.${source.class}`)],
    [
      'reliability',
      t('sources.reliability'),
      <>
        {source.reliability
          ? t(`vocab.reliabilities.${source.reliability}`)
          : t('monument.notGraded')}{' '}
        <OwnText say={say} text={source.reliabilityReason} />
      </>,
    ],
    ['lang', t('sources.lang'), source.lang && languageName(say, source.lang)],
    [
      'rights',
      t('library.fields.rights'),
      source.rights ? t(`vocab.rights.${source.rights}`) : t('library.notSaid'),
    ],
    ['url', t('sources.url'), addressOf(source.url)],
    ['archiveUrl', t('library.fields.archiveUrl'), addressOf(source.archiveUrl)],
    [
      'copy',
      t('library.fields.copy'),
      source.copySha256 && (
        <>
          {t('library.copy.sha256')}{' '}
          <bdi dir="ltr" className={styles.hash}>
            {source.copySha256}
          </bdi>{' '}
          {copy && <a href={copy}>{t('library.copy.get')}</a>}
        </>
      ),
    ],
    [
      'note',
      t('sources.note'),
      source.note && <Markdown text={source.note} lang={langByScript(source.note)} />,
    ],
    [
      'provenance',
      t('sources.provenance'),
      source.provenance && <bdi lang="en">{source.provenance}</bdi>,
    ],
  ]
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([key, , value]) => value && !(key === 'author' && source.author === null))
        .map(([key, label, value]) => (
          <div key={key} className={LONG.includes(key) ? styles.long : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** The date in words, and as the source gives it where that says something else. */
function Published({
  say,
  source: { published, publishedAsGiven },
}: {
  say: Say
  source: Pick<Source, 'published' | 'publishedAsGiven'>
}) {
  if (published === null) return <AsWritten text={publishedAsGiven ?? say.t('sources.undated')} />
  return (
    <>
      <bdi>{say.date(published, 'on')}</bdi>{' '}
      {publishedAsGiven && publishedAsGiven !== published && (
        <span className="quiet">
          (<AsWritten text={publishedAsGiven} />)
        </span>
      )}
    </>
  )
}

function addressOf(given: string | null): ReactNode {
  const url = safeUrl(given)
  return (
    url && (
      <a href={url} rel="noopener noreferrer nofollow">
        <bdi dir="ltr">{url}</bdi>
      </a>
    )
  )
}
