import type { SourceClass } from '../../db/domain/vocabulary'
import { AsWritten } from '../own-text'
import type { Say } from '../say'
import { SourceLink } from './source-link'

type Source = {
  id: string
  title: string
  publisher: string | null
  publishedAsGiven: string | null
  published: string | null
  class: SourceClass
}

/** The sources that speak of this monument, by date of publication. */
export function SourceList({ say, sources }: { say: Say; sources: Source[] }) {
  const { t } = say
  if (sources.length === 0) return null
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">
        {t('monument.sources')} <span className="quiet">{sources.length}</span>
      </h2>
      <ol>
        {sources.map((source) => (
          <li key={source.id}>
            <SourceLink say={say} source={source} />{' '}
            <span className="quiet">
              {t(`vocab.sourceClasses.${source.class}`)} ·{' '}
              <AsWritten
                text={source.publishedAsGiven ?? source.published ?? t('sources.undated')}
              />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
