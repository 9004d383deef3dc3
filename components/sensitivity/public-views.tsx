import type { Place } from '../../db/domain/place'
import { GRID_DEGREES } from '../../db/domain/policy'
import type { Sensitivity } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './public-views.module.css'

type View = {
  level: Sensitivity
  counts: Partial<Record<string, number>>
  place: Place | null
  isShown: boolean
}

/** What the public sees of one record and of what hangs on it: now, and at each other level. The first view is now. */
export function PublicViews({ say, kind, views }: { say: Say; kind: string; views: View[] }) {
  const { t } = say
  const [now] = views
  if (!now) return null
  const kinds = Object.keys(now.counts).filter((k) =>
    views.some((v) => (v.counts[k] ?? 0) > (k === kind ? 1 : 0)),
  )
  const hasPlace = views.some((v) => v.place !== null)
  return (
    <div className={styles.scroll}>
      <table className={styles.views}>
        <caption>{t('sensitivity.public')}</caption>
        <thead>
          <tr>
            <td />
            {views.map(({ level }, n) => (
              <th key={level} scope="col">
                {t(n === 0 ? 'sensitivity.now' : 'sensitivity.then', {
                  level: t(`vocab.sensitivities.${level}`),
                })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t(`sensitivity.kinds.${kind}`)}</th>
            {views.map((v) => (
              <td key={v.level} className={v.isShown ? undefined : styles.hidden}>
                {t(v.isShown ? 'sensitivity.shown' : 'sensitivity.hidden')}
              </td>
            ))}
          </tr>
          {hasPlace && (
            <tr>
              <th scope="row">{t('sensitivity.place')}</th>
              {views.map((v) => (
                <td key={v.level} className={v.place ? undefined : styles.hidden}>
                  <PlaceOf say={say} place={v.place} />
                </td>
              ))}
            </tr>
          )}
          {kinds.map((k) => (
            <tr key={k}>
              <th scope="row">{t(`sensitivity.many.${k}`)}</th>
              {views.map((v) => (
                <td
                  key={v.level}
                  className={v.counts[k] === now.counts[k] ? undefined : styles.differs}
                >
                  {v.counts[k] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PlaceOf({ say: { t }, place }: { say: Say; place: Place | null }) {
  if (!place) return t('sensitivity.hidden')
  if (!place.isGeneralised)
    return (
      <bdi dir="ltr">
        {place.lat}, {place.lon}
      </bdi>
    )
  return t('sensitivity.cell', {
    degrees: GRID_DEGREES,
    lat: place.lat,
    lon: place.lon,
  })
}
