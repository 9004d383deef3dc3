import type { Bilingual, Property } from '../../db/domain/vocabulary'
import { OwnText, Words } from '../own-text'
import type { Say } from '../say'
import styles from './monument.module.css'
import { SourceLink } from './source-link'

type Question = {
  id: string
  topic: Bilingual
  property: Property
  reading: Bilingual | null
  settledBy: { id: string } | null
  claims: {
    id: string
    words: string
    wordsLang: string
    provenance: string | null
    source: { id: string; title: string; publisher: string | null }
  }[]
}

/** The questions on which sources disagree: what each says, and whether an assessment has settled it. */
export function Questions({ say, questions }: { say: Say; questions: Question[] }) {
  const { t } = say
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{t('monument.questions')}</h2>
      {questions.map((q) => (
        <div key={q.id} className={styles.question}>
          <h3>
            <OwnText say={say} text={q.topic} />{' '}
            <span className={q.settledBy ? styles.settled : styles.open}>
              {t(q.settledBy ? 'monument.settled' : 'monument.open')}
            </span>
          </h3>
          <ul>
            {q.claims.map((claim) => (
              <li key={claim.id}>
                <Words claim={claim} /> <SourceLink say={say} source={claim.source} />
              </li>
            ))}
          </ul>
          {q.reading && (
            <p>
              {t('monument.reading')} <OwnText say={say} text={q.reading} />
            </p>
          )}
        </div>
      ))}
    </section>
  )
}
