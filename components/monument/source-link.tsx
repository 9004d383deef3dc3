import { AsWritten } from '../own-text'
import type { Say } from '../say'

type Props = { say: Say; source: { id: string; title: string; publisher: string | null } }

/** A source by its publisher and title, leading to everything that it says. */
export function SourceLink({ say: { lang, at }, source }: Props) {
  return (
    <>
      <a href={at(`/${lang}/sources/${encodeURIComponent(source.id)}`)}>
        <AsWritten text={source.publisher ?? source.title} />
      </a>
      {source.publisher && (
        <>
          {' '}
          <cite>
            <AsWritten text={source.title} />
          </cite>
        </>
      )}
    </>
  )
}
