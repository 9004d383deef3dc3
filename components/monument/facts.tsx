import type { Bilingual, MonumentKind, Scheme } from '../../db/domain/vocabulary'
import { AsWritten, OwnText } from '../own-text'
import type { Say } from '../say'
import { Identifiers } from './identifiers'
import styles from './monument.module.css'

type Name = {
  id: string
  form: string
  lang: string
  preferred: boolean
  transliteration: string | null
  note: string | null
}
type Coordinate = {
  id: string
  lat: number
  lon: number
  precisionM: number | null
  basis: string
  note: string | null
  preferred: boolean
  sensitivity: string
}
type Identifier = {
  id: string
  scheme: Scheme
  value: string | null
  label: string | null
  note: string | null
}
type Assessed = {
  id: string
  property: string
  valid: string
  qualifier: 'on' | 'throughout' | 'once_between'
  value: string | null
}
type Props = {
  say: Say
  page: {
    monument: { kind: MonumentKind; description: Bilingual | null }
    names: Name[]
    coordinates: Coordinate[]
    identifiers: Identifier[]
    assessments: Assessed[]
  }
}

/** Description, names, kind, period, position with its precision, identifiers as links. */
export function Facts({ say, page }: Props) {
  const { t } = say
  const built = page.assessments.filter(
    (a) => a.property === 'construction_date' && a.value !== null,
  )
  const identifiers = page.identifiers.filter((i) => i.value !== null)
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('monument.about')}</h2>
      {page.monument.description && (
        <p className={styles.description}>
          <OwnText say={say} text={page.monument.description} />
        </p>
      )}
      <dl className={styles.entry}>
        <div>
          <dt>{t('monument.kind')}</dt>
          <dd>{t(`vocab.monumentKinds.${page.monument.kind}`)}</dd>
        </div>
        {built.length > 0 && (
          <div>
            <dt>{t('monument.period')}</dt>
            {built.map((a) => (
              <dd key={a.id}>{say.date(a.value ?? a.valid, 'on')}</dd>
            ))}
          </div>
        )}
        <div>
          <dt>{t('monument.names')}</dt>
          <dd>
            <ul className={styles.inline}>
              {page.names.map((name) => (
                <li key={name.id}>
                  <bdi lang={name.lang}>{name.form}</bdi>
                  {name.transliteration && (
                    <span className="quiet">
                      {' '}
                      (<bdi lang="en">{name.transliteration}</bdi>)
                    </span>
                  )}
                  {name.note && (
                    <span className="quiet" lang="en">
                      {' '}
                      – <AsWritten text={name.note} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{t('monument.position')}</dt>
          {page.coordinates.length === 0 && <dd>{t('monument.noPosition')}</dd>}
          {page.coordinates.map((c) => (
            <dd key={c.id}>
              <bdi dir="ltr" className={c.preferred ? styles.preferred : undefined}>
                {c.lat}, {c.lon}
              </bdi>{' '}
              {c.precisionM !== null && t('monument.precision', { metres: c.precisionM })}{' '}
              {c.sensitivity === 'generalised' && <strong>{t('monument.generalised')}</strong>}
              {c.basis && (
                <span className="quiet" lang="en">
                  <bdi>
                    {c.basis}
                    {c.note && ` – ${c.note}`}
                  </bdi>
                </span>
              )}
            </dd>
          ))}
        </div>
        {identifiers.length > 0 && (
          <div>
            <dt>{t('monument.identifiers')}</dt>
            <dd>
              <Identifiers say={say} identifiers={identifiers} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
