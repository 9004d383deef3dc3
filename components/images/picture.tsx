import { AsWritten, OwnText } from '../own-text'
import type { Say } from '../say'
import styles from './images.module.css'
import { type Image, imageFile, thumbSize } from './types'

/** A picture itself; its caption, in whichever language has one, is what it says to those who do not see it. */
export function Picture({ say, image, isLarge }: { say: Say; image: Image; isLarge?: boolean }) {
  const { caption, id, width, height } = image
  const other = say.lang === 'ar' ? 'en' : 'ar'
  const own = caption[say.lang]
  return (
    <img
      className={styles.picture}
      src={imageFile(id, isLarge ? 'large.webp' : 'thumb.webp')}
      alt={own ?? caption[other] ?? ''}
      lang={own ? undefined : other}
      {...(isLarge ? { width, height } : { ...thumbSize(image), loading: 'lazy' })}
      decoding="async"
    />
  )
}

/** What a picture shows, when it was taken, who made it and what may be done with it. */
export function Caption({ say, image }: { say: Say; image: Image }) {
  const { t, date } = say
  return (
    <>
      <OwnText say={say} text={image.caption} />{' '}
      <span className={styles.credit}>
        {image.taken && <>{date(image.taken, 'on')} · </>}
        <AsWritten text={image.credit} /> · {t(`vocab.rights.${image.rights}`)}
        {image.redacts && <> · {t('images.redacted.is')}</>}
        {image.sensitivity !== 'public' && <> · {t('images.restricted')}</>}
      </span>
    </>
  )
}
