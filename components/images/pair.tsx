import type { Say } from '../say'
import styles from './images.module.css'
import { Overlay } from './overlay'
import { Caption, Picture } from './picture'
import { type Image, imageFile } from './types'

/** The same before and after: side by side, and where scripts run, one laid over the other on request. */
export function Pair({ say, before, after }: { say: Say; before: Image; after: Image }) {
  const { t } = say
  const side = (image: Image) => ({ src: imageFile(image.id, 'large.webp'), ...sizeOf(image) })
  return (
    <section className={styles.pairBox} aria-labelledby="pair">
      <h2 id="pair">{t('images.pair')}</h2>
      <Overlay
        before={side(before)}
        after={side(after)}
        texts={{
          open: t('images.slider.open'),
          close: t('images.slider.close'),
          label: t('images.slider.label'),
          value: t('images.slider.value', { before: '@before@', after: '@after@' }),
          before: t('images.before'),
          after: t('images.after'),
        }}
      >
        <div className={styles.sides}>
          {[before, after].map((image, i) => (
            <figure key={image.id}>
              <Picture say={say} image={image} isLarge />
              <figcaption>
                <strong className={styles.label}>
                  {t(i === 0 ? 'images.before' : 'images.after')}
                </strong>{' '}
                <Caption say={say} image={image} />
              </figcaption>
            </figure>
          ))}
        </div>
      </Overlay>
    </section>
  )
}

const sizeOf = ({ width, height }: Image) => ({ width, height })
