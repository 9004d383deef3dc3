import type { Bilingual, EventKind, Qualifier } from '../../db/domain/vocabulary'
import { CopyLink } from '../copy-link'
import { OwnText, Words } from '../own-text'
import type { Say } from '../say'
import styles from './monument.module.css'
import { SourceLink } from './source-link'

type Happening = {
  id: string
  kind: EventKind
  valid: string
  qualifier: Qualifier
  what: Bilingual
  after: Bilingual | null
  actor: string | null
  certainty: string
  note: string | null
  subjectName?: Bilingual
  href?: string | null
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
  events: Happening[]
  heading?: boolean
  withdrawHref?: (id: string) => string
}

/** Dated happenings in order of time, each with what followed and who says so. */
export function EventList({ say, events, heading = true, withdrawHref }: Props) {
  const { t } = say
  if (events.length === 0) return null
  return (
    <section aria-labelledby={heading ? 'events' : undefined}>
      {heading && <h2 id="events">{t('monument.events')}</h2>}
      <ol className={styles.events}>
        {events.map((event) => (
          <li key={event.id} id={`event-${event.id}`}>
            <p className={styles.when}>
              {say.date(event.valid, event.qualifier)}{' '}
              <span className={styles.eventKind}>{t(`vocab.eventKinds.${event.kind}`)}</span>
            </p>
            <p>
              {event.href && event.subjectName && (
                <>
                  <a href={event.href}>
                    <OwnText say={say} text={event.subjectName} />
                  </a>
                  {': '}
                </>
              )}
              <OwnText say={say} text={event.what} />
            </p>
            {event.after && (
              <p className="quiet">
                {t('monument.after')} <OwnText say={say} text={event.after} />
              </p>
            )}
            <p className="quiet">
              {t(`vocab.eventCertainties.${event.certainty}`)}
              {event.actor && (
                <>
                  {' · '}
                  {t('monument.actor')} <bdi lang="en">{event.actor}</bdi>
                </>
              )}
            </p>
            {event.claims.length > 0 && (
              <details>
                <summary className="quiet">
                  {t('monument.claimCount', { count: event.claims.length })}
                </summary>
                <ul>
                  {event.claims.map((claim) => (
                    <li key={claim.id}>
                      <Words claim={claim} /> <SourceLink say={say} source={claim.source} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
            <CopyLink
              say={say}
              what="event"
              path={`${say.pin('')}#event-${encodeURIComponent(event.id)}`}
            />{' '}
            {withdrawHref && <a href={withdrawHref(event.id)}>{t('monument.edit.withdraw')}</a>}
          </li>
        ))}
      </ol>
    </section>
  )
}
