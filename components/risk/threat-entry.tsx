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
import { SourceLink } from '../monument/source-link'
import { OwnText, Words } from '../own-text'
import type { Say } from '../say'
import styles from './risk.module.css'
import { Score } from './score'

export type ThreatLine = {
  id: string
  subjectName: Bilingual
  category: Category
  cause: Cause
  probability: Probability
  horizon: Horizon | null
  unescoFactor: UnescoFactor | null
  rationale: Bilingual
  note: Bilingual | null
  score: RiskScore | null
  valid: string
  qualifier: Qualifier
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
  threat: ThreatLine
  /** The page of what it is to; null for the site itself. */
  href: string | null
  /** Where an editor corrects and closes it. */
  edit: { label: string; href: string }[]
}

/** One threat with everything that a reader needs to weigh it. */
export function ThreatEntry({ say, threat, href, edit }: Props) {
  const { t } = say
  const facts: [key: string, value: string][] = [
    [
      'probability',
      `${t(`vocab.probabilities.${threat.probability}`)}${threat.probability === 'not_stated' ? '' : ` (${t('risk.probabilityNote')})`}`,
    ],
    ['horizon', threat.horizon ? t(`vocab.horizons.${threat.horizon}`) : t('risk.notSaid')],
    [
      'factor',
      threat.unescoFactor ? t(`vocab.unescoFactors.${threat.unescoFactor}`) : t('risk.notSaid'),
    ],
    ['since', say.date(threat.valid, threat.qualifier)],
  ]
  return (
    <li className={styles.threat} id={threat.id}>
      <h3>
        {href ? (
          <a href={href}>
            <OwnText say={say} text={threat.subjectName} />
          </a>
        ) : (
          t('risk.site')
        )}
        {': '}
        {t(`vocab.categories.${threat.category}`)} · {t(`vocab.causes.${threat.cause}`)}
      </h3>
      <dl className={styles.facts}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`risk.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <OwnText say={say} text={threat.rationale} />
      </p>
      {threat.note && (
        <p className="quiet">
          <OwnText say={say} text={threat.note} />
        </p>
      )}
      {threat.score ? (
        <Score say={say} score={threat.score} />
      ) : (
        <p className={styles.unscored}>{t('risk.notScored')}</p>
      )}
      <details>
        <summary>{t('monument.claimCount', { count: threat.claims.length })}</summary>
        <ul>
          {threat.claims.map((claim) => (
            <li key={claim.id}>
              <Words claim={claim} /> <SourceLink say={say} source={claim.source} />
            </li>
          ))}
        </ul>
      </details>
      <CopyLink say={say} what="threat" path={`${say.pin('')}#${encodeURIComponent(threat.id)}`} />
      {edit.length > 0 && (
        <p className={styles.edit}>
          {edit.map((link) => (
            <a key={link.href} href={link.href}>
              {link.label}
            </a>
          ))}
        </p>
      )}
    </li>
  )
}
