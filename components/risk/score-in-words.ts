import { type Estimate, type RiskScore, riskOf } from '../../db/domain/risk'
import type { Say } from '../say'

/** What a score comes to, in one sentence. */
export function scoreInWords({ t }: Say, score: RiskScore): string {
  const { magnitude, band, decision } = riskOf(score)
  return t('risk.summary', {
    ...estimateInWords(magnitude),
    band: t(`vocab.riskBands.${band}`),
    decision: t(`vocab.riskDecisions.${decision}`),
  })
}

/** An estimate as the arguments of a message. */
export function estimateInWords({ low, likely, high }: Estimate): Record<keyof Estimate, string> {
  return { low: String(low), likely: String(likely), high: String(high) }
}
