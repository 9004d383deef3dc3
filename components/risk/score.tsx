import { type Estimate, type RiskScore, riskOf, SCORE_PARTS } from '../../db/domain/risk'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import styles from './risk.module.css'
import { estimateInWords } from './score-in-words'

/** A score with its bar, its band, its uncertainty and what it rests on. */
export function Score({ say, score }: { say: Say; score: RiskScore }) {
  const { t } = say
  const { magnitude, band, uncertainty, isUncertain, decision } = riskOf(score)
  return (
    <div className={styles.score}>
      <p className={styles.magnitude}>
        {t('risk.magnitude', estimateInWords(magnitude))}{' '}
        <strong>{t('risk.band', { band: t(`vocab.riskBands.${band}`) })}</strong>
      </p>
      <MagnitudeBar magnitude={magnitude} />
      <p>
        {t('risk.uncertainty', {
          points: uncertainty,
          grade: t(isUncertain ? 'risk.wide' : 'risk.narrow'),
        })}
        {' · '}
        {t('risk.decision', { decision: t(`vocab.riskDecisions.${decision}`) })}
      </p>
      <ul className={styles.estimates}>
        {SCORE_PARTS.map((part) => (
          <li key={part}>
            {t('risk.estimate', { part: t(`risk.parts.${part}`), ...estimateInWords(score[part]) })}
          </li>
        ))}
      </ul>
      <p>
        <span className="quiet">{t('risk.scoreRationale')}:</span>{' '}
        <OwnText say={say} text={score.rationale} />
      </p>
    </div>
  )
}

const MOST = 15

/** The range of a magnitude on its scale from 0 to 15, the likeliest marked; the words beside it say the same. */
function MagnitudeBar({ magnitude: { low, likely, high } }: { magnitude: Estimate }) {
  return (
    <svg className={styles.bar} viewBox={`0 0 ${MOST} 1`} preserveAspectRatio="none" aria-hidden>
      <rect className={styles.scale} width={MOST} height="1" />
      <rect className={styles.range} x={low} width={Math.max(high - low, 0.15)} height="1" />
      <rect className={styles.likely} x={likely - 0.075} width="0.15" height="1" />
    </svg>
  )
}
