import type { Bilingual } from '../../db/domain/vocabulary'
import type { HrefOf } from '../history/types'
import { OwnText } from '../own-text'
import type { Say } from '../say'

type Props = {
  say: Say
  id: string
  siteSlug: string
  siteName: Bilingual
  place: { slug: string; name: Bilingual } | null
  hrefOf: HrefOf
}

/** The ways from a record's own page: to the page it stands on, and to its history. */
export function Standing({ say, id, siteSlug, siteName, place, hrefOf }: Props) {
  const path = `/${say.lang}/${siteSlug}`
  return (
    <p className="quiet">
      {say.t('history.shownOn')}{' '}
      <a href={hrefOf(place ? `${path}/${place.slug}` : path)}>
        <OwnText say={say} text={place?.name ?? siteName} />
      </a>
      {' · '}
      <a href={hrefOf(`/${say.lang}/history/${encodeURIComponent(id)}`)}>
        {say.t('history.ofRecord')}
      </a>
    </p>
  )
}
