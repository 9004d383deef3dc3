import { shownIn } from '../../db/domain/retyped'
import type { Status } from '../../db/domain/status'
import type { Bilingual } from '../../db/domain/vocabulary'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import { FlagMark, flagsOf, StatusMark } from '../status-mark'
import styles from './monument.module.css'

type Assessed = {
  id: string
  subjectName: Bilingual
  value: string | null
  valid: string
  qualifier: 'on' | 'throughout' | 'once_between'
  certainty: string
  rationale: Bilingual
  isInForce: boolean
}
type Props = {
  say: Say
  page: { name: Bilingual; status: Status; standing: Bilingual | null; assessments: Assessed[] }
  assessmentHref: (id: string) => string
}

/** The headline with what stands, since when, and the rule and assessment that gave it, in words. */
export function StatusPanel({
  say,
  page: { status, standing, assessments },
  assessmentHref,
}: Props) {
  const { t } = say
  const inForce = assessments.filter((a) => a.isInForce)
  const principal = inForce.find((a) => a.id === status.principalAssessmentId)?.subjectName
  return (
    <section className={styles.status} aria-label={t('monument.status')}>
      <span className={styles.edge} data-headline={status.headline} />
      <p className={styles.headline}>
        <StatusMark say={say} headline={status.headline} size="large" />
        {standing && (
          <span className={styles.standing}>
            <OwnText say={say} text={standing} />
          </span>
        )}
      </p>
      {status.maybe && (
        <p>{t('register.maybe', { headline: t(`vocab.headlines.${status.maybe}`) })}</p>
      )}
      {flagsOf(status).length > 0 && (
        <p className={styles.flags}>
          {flagsOf(status).map((flag) => (
            <FlagMark key={flag} say={say} flag={flag} />
          ))}
        </p>
      )}
      <dl className={styles.facts}>
        {status.since && status.sinceQualifier && (
          <div>
            <dt>{t('monument.since')}</dt>
            <dd>{say.date(status.since, status.sinceQualifier)}</dd>
          </div>
        )}
        <div>
          <dt>{t('monument.whole')}</dt>
          <dd>{t(`vocab.conditions.${status.condition}`)}</dd>
        </div>
        <div>
          <dt>{t('monument.lookedAt')}</dt>
          <dd>{status.lookedAt === null ? t('register.neverLooked') : say.day(status.lookedAt)}</dd>
        </div>
        <div className={styles.wide}>
          <dt>{t('monument.rule')}</dt>
          <dd>
            {t(`monument.rules.${status.rule}`, {
              part: shownIn(principal ?? null, say.lang),
            })}
          </dd>
        </div>
        {inForce.map((a) => (
          <div key={a.id} className={styles.wide}>
            <dt>
              {t('monument.basis')}{' '}
              <a href={assessmentHref(a.id)}>
                <OwnText say={say} text={a.subjectName} />
              </a>
            </dt>
            <dd>
              {t('monument.basisValue', {
                value: t(`vocab.conditions.${a.value ?? 'unknown'}`),
                date: say.date(a.valid, a.qualifier),
                certainty: t(`vocab.certainties.${a.certainty}`),
              })}{' '}
              <OwnText say={say} text={a.rationale} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
