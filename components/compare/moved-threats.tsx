import type { Bilingual, Category, Cause, Qualifier } from '../../db/domain/vocabulary'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import { type ReasonClaim, ReasonClaims } from './change-list'
import styles from './compare.module.css'

type Threat = {
  id: string
  subjectName: Bilingual
  slug: string | null
  category: Category
  cause: Cause
  valid: string
  qualifier: Qualifier
  rationale: Bilingual
  claims: ReasonClaim[]
}
type Props = {
  say: Say
  which: 'opened' | 'closed'
  threats: Threat[]
  /** Where a threat is shown: its monument's page, or for null the risk page. */
  hrefOf: (slug: string | null) => string
}

/** The threats that were opened, or closed, between two dates. */
export function MovedThreats({ say, which, threats, hrefOf }: Props) {
  const { t } = say
  if (threats.length === 0) return null
  return (
    <section aria-labelledby={which} className={styles.list}>
      <h2 id={which}>
        {t(`compare.${which}`)}{' '}
        <span className="quiet">{t('compare.threatCount', { count: threats.length })}</span>
      </h2>
      <ul className={styles.entries}>
        {threats.map((threat) => (
          <li key={threat.id}>
            <h3>
              <a href={hrefOf(threat.slug)}>
                {threat.slug === null ? (
                  t('risk.site')
                ) : (
                  <OwnText say={say} text={threat.subjectName} />
                )}
              </a>
              {': '}
              {t(`vocab.categories.${threat.category}`)} · {t(`vocab.causes.${threat.cause}`)}
            </h3>
            <p className="quiet">{say.date(threat.valid, threat.qualifier)}</p>
            <p>
              <OwnText say={say} text={threat.rationale} />
            </p>
            <details>
              <summary>{t('monument.claimCount', { count: threat.claims.length })}</summary>
              <ul>
                <ReasonClaims say={say} claims={threat.claims} />
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
