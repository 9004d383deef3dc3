import { OwnText } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import styles from '../../../../components/source/source.module.css'
import { StatusMark } from '../../../../components/status-mark'
import type { Said } from '../../../../db/queries/said'

type Props = { say: Say; said: Said[] }

/** What hangs on a source: the statuses that rest on it, and the disagreements that it is a party to. */
export function SourceWeight({ say, said }: Props) {
  const { t, lang, at } = say
  const resting = said.flatMap(({ site, about }) =>
    about.flatMap(({ place, claims }) =>
      place && claims.some((c) => c.isRelied) ? [{ ...place, site: site.slug }] : [],
    ),
  )
  const disagreements = said.flatMap(({ site, disagreements }) =>
    disagreements.map((d) => ({ ...d, site: site.slug })),
  )
  return (
    <>
      <section aria-labelledby="rests">
        <h2 id="rests">{t('sources.said.rests')}</h2>
        <p>
          {resting.length === 0
            ? t('sources.said.restsNone')
            : t('sources.said.restsLead', { count: resting.length })}
        </p>
        <ul className={styles.rests}>
          {resting.map((place) => (
            <li key={place.id}>
              <a href={at(`/${lang}/${place.site}/${place.slug}`)}>
                <OwnText say={say} text={place.name} />
              </a>{' '}
              <StatusMark say={say} headline={place.status.headline} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="party">
        <h2 id="party">{t('sources.said.disagreements')}</h2>
        {disagreements.length === 0 && <p>{t('sources.said.noDisagreements')}</p>}
        <ul className={styles.disagreements}>
          {disagreements.map((d) => {
            const key = d.question?.id ?? d.claims[0]?.id ?? ''
            const state = d.isContested ? 'contested' : d.settledBy ? 'settled' : 'open'
            return (
              <li key={key}>
                <a href={`${at(`/${lang}/${d.site}/disagreements`)}#disagreement-${key}`}>
                  <OwnText say={say} text={d.topic} />
                </a>{' '}
                <span className="quiet">
                  {t(`vocab.properties.${d.property}`)} · {t(`evidence.states.${state}`)}
                </span>
              </li>
            )
          })}
        </ul>
      </section>
    </>
  )
}
