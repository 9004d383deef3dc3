import {
  decisionOf,
  HIGH_MAGNITUDE,
  type RiskScore,
  riskOf,
  WIDE_RANGE,
} from '../../db/domain/risk'
import type { Say } from '../say'
import styles from './risk.module.css'

type Threat = { id: string; name: string; score: RiskScore | null }

/** The decision grid of the ABC method: magnitude down, uncertainty across, each scored threat in its cell. */
export function DecisionGrid({ say: { t }, threats }: { say: Say; threats: Threat[] }) {
  const placed = threats.flatMap(({ id, name, score }) =>
    score ? [{ id, name, ...riskOf(score) }] : [],
  )
  const values = { floor: String(HIGH_MAGNITUDE), width: String(WIDE_RANGE) }
  return (
    <section aria-labelledby="grid">
      <h2 id="grid">{t('risk.grid.title')}</h2>
      <table className={styles.grid}>
        <caption>{t('risk.grid.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('risk.grid.corner')}</th>
            {(['narrow', 'wide'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`risk.grid.${column}`, values)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[true, false].map((isHigh) => (
            <tr key={String(isHigh)}>
              <th scope="row">{t(isHigh ? 'risk.grid.high' : 'risk.grid.low', values)}</th>
              {[false, true].map((isUncertain) => {
                const decision = decisionOf(isHigh, isUncertain)
                const own = placed.filter((p) => p.decision === decision)
                return (
                  <td key={decision} data-decision={decision}>
                    <p className={styles.advice}>{t(`vocab.riskDecisions.${decision}`)}</p>
                    {own.length === 0 ? (
                      <p className="quiet">{t('risk.grid.none')}</p>
                    ) : (
                      <ul>
                        {own.map((p) => (
                          <li key={p.id}>
                            <a href={`#${encodeURIComponent(p.id)}`}>{p.name}</a>{' '}
                            <span className="quiet">
                              {String(p.magnitude.likely)} ({String(p.magnitude.low)}–
                              {String(p.magnitude.high)})
                            </span>
                          </li>
                        ))}
                      </ul>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{t('risk.grid.note')}</p>
    </section>
  )
}
