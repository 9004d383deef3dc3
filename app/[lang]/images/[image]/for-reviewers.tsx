import styles from '../../../../components/images/images.module.css'
import { imageFile } from '../../../../components/images/types'
import type { Say } from '../../../../components/say'
import { formatName } from '../../../../db/domain/image-bytes'
import type { Row } from '../../../../db/store/records'

type Props = { say: Say; image: Row<'image'>; details: Row<'image_details'> | null }

/** The original, and what it says of camera, moment and place. Only for reviewers. */
export function ForReviewers({ say: { t }, image, details }: Props) {
  const size = (image.originalSize / 1024 / 1024).toFixed(2)
  return (
    <>
      <section aria-labelledby="original">
        <h2 id="original">{t('images.original.title')}</h2>
        <p className="quiet">{t('images.original.lead')}</p>
        <p>
          <a href={imageFile(image.id, 'original')} download>
            {t('images.original.download', { format: formatName(image.originalMime), size })}
          </a>
        </p>
        <p className={styles.details}>
          {t('images.original.hash')}: <code dir="ltr">{image.originalSha256}</code>
        </p>
      </section>
      <section aria-labelledby="details">
        <h2 id="details">{t('images.details.title')}</h2>
        <p className="quiet">{t('images.details.lead')}</p>
        {details ? <Details t={t} details={details} /> : <p>{t('images.details.none')}</p>}
      </section>
    </>
  )
}

function Details({ t, details }: { t: Say['t']; details: Row<'image_details'> }) {
  const { lat, lon, metadata } = details
  const place = lat !== null && lon !== null ? [[t('images.details.place'), `${lat}, ${lon}`]] : []
  return (
    <div className={styles.details}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('images.details.name')}</th>
            <th scope="col">{t('images.details.value')}</th>
          </tr>
        </thead>
        <tbody>
          {[...place, ...flat(metadata)].map(([name = '', value]) => (
            <tr key={name}>
              <th scope="row">
                <bdi dir="ltr">{name}</bdi>
              </th>
              <td dir="auto">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Names with their values, one a line: `exif.Photo.LensModel`. */
function flat(value: unknown, name = ''): string[][] {
  if (value === null || typeof value !== 'object') return [[name, String(value)]]
  if (Array.isArray(value)) return [[name, value.join(', ')]]
  return Object.entries(value).flatMap(([key, one]) => flat(one, name ? `${name}.${key}` : key))
}
