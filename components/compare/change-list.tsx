import { sidesOf } from '../../db/domain/compare'
import { shownIn } from '../../db/domain/retyped'
import type { Clocks, Status } from '../../db/domain/status'
import type { Bilingual, Change, Property, Qualifier } from '../../db/domain/vocabulary'
import { SourceLink } from '../monument/source-link'
import { valueInWords } from '../monument/value-in-words'
import { OwnText, Words } from '../own-text'
import type { Say } from '../say'
import { FlagMark, StatusMark } from '../status-mark'
import styles from './compare.module.css'

/** A claim as a list of reasons names it. */
export type ReasonClaim = {
  id: string
  words: string
  wordsLang: string
  provenance: string | null
  knownFrom: number
  source: { id: string; title: string; publisher: string | null }
}

/** A monument that a change holds for. */
export type ChangeEntry = {
  id: string
  slug: string
  name: Bilingual
  toldThen: Status
  earlier: Status
  later: Status
  claims: ReasonClaim[]
  assessments: {
    id: string
    subjectName: Bilingual
    property: Property
    value: string | null
    valid: string
    qualifier: Qualifier
    knownFrom: number
    rationale: Bilingual
  }[]
}

type Props = {
  say: Say
  kind: Change
  entries: ChangeEntry[]
  from: Clocks
  to: Clocks
  /** The page of a monument at two clocks. */
  hrefAt: (slug: string, at: Clocks) => string
}

/** The monuments that one kind of change holds for: what was told, what is told, and what is behind it. */
export function ChangeList({ say, kind, entries, from, to, hrefAt }: Props) {
  const { t } = say
  const sides = sidesOf(kind, from, to)
  return (
    <section aria-labelledby={kind} className={styles.list}>
      <h2 id={kind}>
        {t(`vocab.changes.${kind}`)}{' '}
        <span className="quiet">{t('compare.count', { count: entries.length })}</span>
      </h2>
      <p className="quiet">{t(`vocab.definitions.changes.${kind}`)}</p>
      <ul className={styles.entries}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <h3>
              <a href={hrefAt(entry.slug, to)}>
                <OwnText say={say} text={entry.name} />
              </a>
            </h3>
            <ol className={styles.sides}>
              {sides.map(({ of, at }) => (
                <li key={of}>
                  <a className="quiet" href={hrefAt(entry.slug, at)}>
                    {t('compare.known', { day: say.day(at.asOf), knownAt: say.day(at.knownAt) })}
                  </a>
                  <Told say={say} kind={kind} status={entry[of]} />
                </li>
              ))}
            </ol>
            <Reasons say={say} claims={entry.claims} assessments={entry.assessments} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Told({ say, kind, status }: { say: Say; kind: Change; status: Status }) {
  const { t } = say
  return (
    <span className={styles.told}>
      <StatusMark say={say} headline={status.headline} />
      {status.maybe && (
        <span>{t('register.maybe', { headline: t(`vocab.headlines.${status.maybe}`) })}</span>
      )}
      {status.contested && <FlagMark say={say} flag="contested" />}
      {kind === 'newly_looked_at' && (
        <span>
          {status.lookedAt === null
            ? t('register.neverLooked')
            : t('compare.lookedAt', { day: say.day(status.lookedAt) })}
        </span>
      )}
    </span>
  )
}

function Reasons({
  say,
  claims,
  assessments,
}: Pick<ChangeEntry, 'claims' | 'assessments'> & { say: Say }) {
  const { t } = say
  if (claims.length + assessments.length === 0) return null
  return (
    <details>
      <summary>
        {t('compare.behind', { claims: claims.length, assessments: assessments.length })}
      </summary>
      <ul>
        {assessments.map((a) => (
          <li key={a.id}>
            <strong>
              {t('compare.assessed', {
                subject: shownIn(a.subjectName, say.lang),
                value: valueInWords(say, a),
                date: say.date(a.valid, a.qualifier),
                day: say.day(a.knownFrom),
              })}
            </strong>{' '}
            <OwnText say={say} text={a.rationale} />
          </li>
        ))}
        <ReasonClaims say={say} claims={claims} />
      </ul>
    </details>
  )
}

/** Claims with the day on which each was known and who makes it. */
export function ReasonClaims({ say, claims }: { say: Say; claims: ReasonClaim[] }) {
  return claims.map((claim) => (
    <li key={claim.id}>
      <span className="quiet">{say.t('compare.claimOf', { day: say.day(claim.knownFrom) })}</span>{' '}
      <Words claim={claim} /> <SourceLink say={say} source={claim.source} />
    </li>
  ))
}
