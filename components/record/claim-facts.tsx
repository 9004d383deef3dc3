import type { Bilingual } from '../../db/domain/vocabulary'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import styles from './record.module.css'

type Props = {
  say: Say
  claim: {
    infoGradeReason: Bilingual | null
    reported: number | null
    origin: string | null
    provenance: string | null
  }
  question: { topic: Bilingual } | null
  event: { what: Bilingual; valid: string; qualifier: 'on' | 'throughout' | 'once_between' } | null
}

/** What the claim list leaves out: the event and question it belongs to, why it is graded so, how it was read. */
export function ClaimFacts({ say, claim, question, event }: Props) {
  const { t } = say
  const facts = [
    event && { name: 'eventId', value: <EventLine say={say} event={event} /> },
    question && { name: 'questionId', value: <OwnText say={say} text={question.topic} /> },
    claim.infoGradeReason && {
      name: 'infoGradeReason',
      value: <OwnText say={say} text={claim.infoGradeReason} />,
    },
    claim.reported !== null && { name: 'reported', value: say.day(claim.reported) },
    claim.origin && { name: 'origin', value: <bdi lang="en">{claim.origin}</bdi> },
    claim.provenance && { name: 'provenance', value: <bdi lang="en">{claim.provenance}</bdi> },
  ].filter((fact) => fact !== null && fact !== false && fact !== '')
  if (facts.length === 0) return null
  return (
    <section aria-labelledby="more">
      <h2 id="more">{t('history.claim.more')}</h2>
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{t(`history.fields.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function EventLine({ say, event }: { say: Say; event: NonNullable<Props['event']> }) {
  return (
    <>
      <OwnText say={say} text={event.what} />{' '}
      <span className="quiet">{say.date(event.valid, event.qualifier)}</span>
    </>
  )
}
