import type {
  Author,
  Bilingual,
  Certainty,
  Property,
  Qualifier,
  Stance,
} from '../../db/domain/vocabulary'
import { CopyLink } from '../copy-link'
import { OwnMarkdown } from '../markdown'
import { AsWritten, OwnText, Words } from '../own-text'
import type { Say } from '../say'
import styles from './monument.module.css'
import { SourceLink } from './source-link'
import { valueInWords } from './value-in-words'

type Assessed = {
  id: string
  property: Property
  subjectName: Bilingual
  value: string | null
  valid: string
  qualifier: Qualifier
  certainty: Certainty
  rationale: Bilingual
  knownFrom: number
  isInForce: boolean
  assessor: Author
  claims: {
    claim: {
      id: string
      words: string
      wordsLang: string
      provenance: string | null
      source: { id: string; title: string; publisher: string | null }
    }
    use: { stance: Stance; reason: Bilingual | null }
  }[]
}

type Props = {
  say: Say
  assessments: Assessed[]
  correctHref?: (id: string) => string
  /** The page of one assessment; left out where this is that page, and shown in full. */
  pageHref?: (id: string) => string
  /** The page of a claim that an assessment weighs. */
  claimHref?: (id: string) => string
  withdrawHref?: (id: string) => string
}

/** What the editors concluded, newest state first, with the claims adopted and set aside. */
export function Conclusions({
  say,
  assessments,
  correctHref,
  pageHref,
  claimHref,
  withdrawHref,
}: Props) {
  const { t } = say
  if (assessments.length === 0) return null
  return (
    <section aria-labelledby="conclusions">
      <h2 id="conclusions">{t('monument.conclusions')}</h2>
      {assessments.map((a) => (
        <details
          key={a.id}
          id={`assessment-${a.id}`}
          open={a.isInForce || !pageHref}
          className={styles.claims}
        >
          <summary>
            <strong>{t(`vocab.properties.${a.property}`)}</strong> ·{' '}
            <OwnText say={say} text={a.subjectName} /> · <AsWritten text={valueInWords(say, a)} />{' '}
            {a.property === 'condition' && (
              <span className="quiet">{say.date(a.valid, a.qualifier)}</span>
            )}{' '}
            {a.isInForce && <span className={styles.inForce}>{t('monument.inForce')}</span>}
          </summary>
          <OwnMarkdown say={say} text={a.rationale} />
          <p className="quiet">
            {t('monument.certainty', { certainty: t(`vocab.certainties.${a.certainty}`) })} ·{' '}
            {t('monument.knownFrom', { day: say.day(a.knownFrom) })} · {t('monument.assessedBy')}{' '}
            {t(`vocab.authors.${a.assessor}`)}
          </p>
          <ul>
            {a.claims.map(({ claim, use }) => (
              <li key={claim.id}>
                <strong className={styles[use.stance]}>{t(`vocab.stances.${use.stance}`)}</strong>{' '}
                <Words claim={claim} /> <SourceLink say={say} source={claim.source} />
                {use.reason && (
                  <>
                    {' – '}
                    <OwnText say={say} text={use.reason} />
                  </>
                )}
                {claimHref && (
                  <>
                    {' '}
                    <a className="quiet" href={claimHref(claim.id)}>
                      {t('history.permalink')}
                    </a>
                  </>
                )}
              </li>
            ))}
          </ul>
          <p className="quiet">
            {pageHref && <a href={pageHref(a.id)}>{t('history.permalink')}</a>}{' '}
            {pageHref && (
              <CopyLink
                say={say}
                what="assessment"
                path={say.pin(`/${say.lang}/assessments/${encodeURIComponent(a.id)}`)}
              />
            )}{' '}
            {correctHref && <a href={correctHref(a.id)}>{t('evidence.assess.link')}</a>}{' '}
            {withdrawHref && <a href={withdrawHref(a.id)}>{t('monument.edit.withdraw')}</a>}
          </p>
        </details>
      ))}
    </section>
  )
}
