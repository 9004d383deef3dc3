import { imageFile } from '../../../../components/images/types'
import type { Say } from '../../../../components/say'
import type { PhotoLine } from '../../../exports/document'
import styles from './report.module.css'
import { Lines, Words } from './words'

/** The photographs of a sheet, those of before and after beside each other. */
export function Photos({ lines, say }: { lines: PhotoLine[]; say: Say }) {
  if (lines.length === 0) return null
  return (
    <div className={styles.photos}>
      {lines.flat().map((photo) => (
        <figure key={photo.id}>
          <img src={imageFile(photo.id, 'large.webp')} alt={photo.alt} loading="lazy" />
          <figcaption>
            {photo.label && (
              <strong>
                <Words text={photo.label} say={say} />{' '}
              </strong>
            )}
            <Lines text={photo.caption} say={say} />
            <span className="quiet">
              <Words text={photo.credit} say={say} />
            </span>
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
