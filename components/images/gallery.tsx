import type { Say } from '../say'
import styles from './images.module.css'
import { Caption, Picture } from './picture'
import type { Entry, Image } from './types'

type Props = {
  say: Say
  images: Entry[]
  /** Where an image can be added, for who may. */
  addHref?: string | undefined
}

/** The pictures of something, each leading to its page; an earlier and a later one of the same stand side by side. */
export function Gallery({ say, images, addHref }: Props) {
  const { t } = say
  if (images.length === 0 && !addHref) return null
  return (
    <section aria-labelledby="images">
      <h2 id="images">
        {t('images.title')} {images.length > 0 && <span className="quiet">{images.length}</span>}
      </h2>
      {images.length === 0 && <p className="quiet">{t('images.none')}</p>}
      {images.length > 0 && (
        <ul className={styles.gallery}>
          {images.map((image) => (
            <li key={image.id} className={image.before ? styles.pair : undefined}>
              {image.before && <Thumb say={say} image={image.before} label={t('images.before')} />}
              <Thumb say={say} image={image} label={image.before ? t('images.after') : null} />
            </li>
          ))}
        </ul>
      )}
      {addHref && (
        <p>
          <a href={addHref}>{t('images.add')}</a>
        </p>
      )}
    </section>
  )
}

function Thumb({ say, image, label }: { say: Say; image: Image; label: string | null }) {
  return (
    <figure className={styles.thumb}>
      <a href={say.at(`/${say.lang}/images/${encodeURIComponent(image.id)}`)}>
        <Picture say={say} image={image} />
      </a>
      <figcaption>
        {label && <strong className={styles.label}>{label}</strong>}{' '}
        <Caption say={say} image={image} />
      </figcaption>
    </figure>
  )
}
