import type { Bilingual } from '../../db/domain/vocabulary'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import styles from './source.module.css'

type Place = { id: string; site: string; slug: string | null; name: Bilingual }
type Kind = 'name' | 'coordinate' | 'identifier' | 'note' | 'monument'

const TITLES: Record<Kind, string> = {
  name: 'names',
  coordinate: 'coordinates',
  identifier: 'identifiers',
  note: 'notes',
  monument: 'descriptions',
}

/** What else than claims was taken from a source, and on which pages it stands. */
export function CitedBy({
  say,
  claims,
  cited,
}: {
  say: Say
  claims: number
  cited: { kind: Kind; places: Place[] }[]
}) {
  const { t, lang, at } = say
  return (
    <section aria-labelledby="cited-by">
      <h2 id="cited-by">{t('library.cited.title')}</h2>
      {claims === 0 && cited.length === 0 ? (
        <p>{t('library.cited.none')}</p>
      ) : (
        <ul className={styles.disagreements}>
          {claims > 0 && (
            <li>
              <a href="#says">{t('library.cited.claims', { count: claims })}</a>
            </li>
          )}
          {cited.map(({ kind, places }) => (
            <li key={kind}>
              {t(`library.cited.${TITLES[kind]}`)}
              {t('history.colon')}{' '}
              {places.map((place, i) => (
                <span key={place.id}>
                  {i > 0 && t('monument.listSeparator')}
                  <a href={at(`/${lang}/${place.site}${place.slug ? `/${place.slug}` : ''}`)}>
                    <OwnText say={say} text={place.name} />
                  </a>
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
