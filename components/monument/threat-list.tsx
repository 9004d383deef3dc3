import type { RiskScore } from '../../db/domain/risk'
import type {
  Bilingual,
  Category,
  Cause,
  Horizon,
  Probability,
  Qualifier,
  UnescoFactor,
} from '../../db/domain/vocabulary'
import { CopyLink } from '../copy-link'
import { OwnMarkdown } from '../markdown'
import { Words } from '../own-text'
import { scoreInWords } from '../risk/score-in-words'
import type { Say } from '../say'
import styles from './monument.module.css'
import { SourceLink } from './source-link'

type Threat = {
  id: string
  category: Category
  cause: Cause
  probability: Probability
  unescoFactor: UnescoFactor | null
  horizon: Horizon | null
  score: RiskScore | null
  rationale: Bilingual
  note: Bilingual | null
  valid: string
  qualifier: Qualifier
  isOpen: boolean
  claims: {
    id: string
    words: string
    wordsLang: string
    provenance: string | null
    source: { id: string; title: string; publisher: string | null }
  }[]
}
type Props = {
  say: Say
  threats: Threat[]
  editHref?: (id: string, page: 'edit' | 'close') => string
}

/** Threats with category, cause, probability and reason, and whether they stand open at the page's dates. */
export function ThreatList({ say, threats, editHref }: Props) {
  const { t } = say
  if (threats.length === 0) return null
  return (
    <section aria-labelledby="threats">
      <h2 id="threats">{t('monument.threats')}</h2>
      {threats.map((threat) => (
        <div key={threat.id} id={`threat-${threat.id}`} className={styles.question}>
          <h3>
            {t(`vocab.categories.${threat.category}`)} · {t(`vocab.causes.${threat.cause}`)}{' '}
            <span className={threat.isOpen ? styles.open : styles.settled}>
              {t(threat.isOpen ? 'monument.threatOpen' : 'monument.threatClosed')}
            </span>
          </h3>
          <p className="quiet">
            {t('monument.probability', {
              probability: t(`vocab.probabilities.${threat.probability}`),
            })}{' '}
            {threat.horizon && <>· {t(`vocab.horizons.${threat.horizon}`)} </>}·{' '}
            {say.date(threat.valid, threat.qualifier)}
            {threat.unescoFactor && (
              <>
                {' '}
                ·{' '}
                {t('monument.unescoFactor', {
                  factor: t(`vocab.unescoFactors.${threat.unescoFactor}`),
                })}
              </>
            )}
          </p>
          <OwnMarkdown say={say} text={threat.rationale} />
          {threat.score && <p>{scoreInWords(say, threat.score)}</p>}
          {threat.note && (
            <div className="quiet">
              <OwnMarkdown say={say} text={threat.note} />
            </div>
          )}
          <ul>
            {threat.claims.map((claim) => (
              <li key={claim.id}>
                <Words claim={claim} /> <SourceLink say={say} source={claim.source} />
              </li>
            ))}
          </ul>
          <CopyLink
            say={say}
            what="threat"
            path={`${say.pin('')}#threat-${encodeURIComponent(threat.id)}`}
          />
          {editHref && (
            <p className={styles.editing}>
              <a href={editHref(threat.id, 'edit')}>{t('risk.edit')}</a>
              {threat.isOpen && (
                <a href={editHref(threat.id, 'close')}>{t('monument.edit.closeThreat')}</a>
              )}
            </p>
          )}
        </div>
      ))}
    </section>
  )
}
