import type { Status } from '../../db/domain/status'
import type { Bilingual } from '../../db/domain/vocabulary'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import { StatusMark } from '../status-mark'
import styles from './monument.module.css'

type Part = {
  monument: { id: string; slug: string; description: Bilingual | null }
  name: Bilingual
  status: Status
}
type Props = { say: Say; parts: Part[]; hrefOf: (slug: string) => string }

/** The parts of a monument, each with its own condition. */
export function Parts({ say, parts, hrefOf }: Props) {
  return (
    <section aria-labelledby="parts">
      <h2 id="parts">{say.t('monument.parts')}</h2>
      <ul className={styles.parts}>
        {parts.map(({ monument, name, status }) => (
          <li key={monument.id}>
            <a href={hrefOf(monument.slug)}>
              <OwnText say={say} text={name} />
            </a>
            <StatusMark say={say} headline={status.headline} />
            {monument.description && (
              <span className="quiet">
                <OwnText say={say} text={monument.description} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
