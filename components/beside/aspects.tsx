import type { ReactNode } from 'react'
import { type Day, formatDay } from '../../db/domain/dates'
import { isStale } from '../../db/domain/freshness'
import { shownIn } from '../../db/domain/retyped'
import { Identifiers } from '../monument/identifiers'
import { SourceLink } from '../monument/source-link'
import { OwnText, Words } from '../own-text'
import type { Say } from '../say'
import { FlagMark, flagsOf, StatusMark } from '../status-mark'
import styles from './beside.module.css'
import type { Entry } from './entry'

/** What a comparison is drawn with: the day that it is of, and where a monument's page is. */
export type Context = {
  say: Say
  asOf: Day
  /** The page of a monument, or a section of it, at the clocks of this page. */
  pageOf: (slug: string, section?: string) => string
}

/** One line of a comparison. Its name is the message `beside.aspects.<key>`. */
export type Aspect = {
  key: string
  show(context: Context, entry: Entry): ReactNode
  /** What has to be equal for two to be the same in it; left out where each has its own. */
  same?(entry: Entry): string
}

/** What monuments are compared by, in groups named by the messages `beside.groups.<key>`. */
export const ASPECTS: readonly (readonly [group: string, aspects: readonly Aspect[]])[] = [
  [
    'state',
    [
      {
        key: 'status',
        show: ({ say }, { status, standing }) => (
          <>
            <StatusMark say={say} headline={status.headline} />
            {status.maybe && (
              <p>
                {say.t('register.maybe', { headline: say.t(`vocab.headlines.${status.maybe}`) })}
              </p>
            )}
            {standing && (
              <p>
                <OwnText say={say} text={standing} />
              </p>
            )}
          </>
        ),
        same: ({ status }) => `${status.headline} ${status.maybe}`,
      },
      {
        key: 'flags',
        show: ({ say }, { status }) =>
          flagsOf(status).map((flag) => <FlagMark key={flag} say={say} flag={flag} />),
        same: ({ status }) => flagsOf(status).join(),
      },
      {
        key: 'condition',
        show: ({ say }, { status }) => say.t(`vocab.conditions.${status.condition}`),
        same: ({ status }) => status.condition,
      },
      {
        key: 'since',
        show: ({ say }, { status: { since, sinceQualifier } }) =>
          since && sinceQualifier && say.date(since, sinceQualifier),
        same: ({ status }) => `${status.since} ${status.sinceQualifier}`,
      },
      {
        key: 'rule',
        show: ({ say }, { status, assessments }) => {
          const principal = assessments.find((a) => a.id === status.principalAssessmentId)
          const part = shownIn(principal?.subjectName ?? null, say.lang)
          return say.t(`monument.rules.${status.rule}`, { part })
        },
        same: ({ status }) => status.rule,
      },
      {
        key: 'looked',
        show: ({ say, asOf }, { status: { lookedAt } }) => (
          <>
            {lookedAt === null ? (
              say.t('register.neverLooked')
            ) : (
              <time dateTime={formatDay(lookedAt)}>{say.day(lookedAt)}</time>
            )}
            {isStale(lookedAt, asOf) && <p className="quiet">{say.t('register.marks.stale')}</p>}
          </>
        ),
        same: ({ status }) => String(status.lookedAt),
      },
      {
        key: 'certainty',
        show: ({ say }, { monument, assessments }) =>
          assessments
            .filter((a) => a.isInForce)
            .map((a) => (
              <p key={a.id}>
                {say.t(`vocab.certainties.${a.certainty}`)}
                {a.subjectId !== monument.id && (
                  <span className="quiet">
                    {' '}
                    (<OwnText say={say} text={a.subjectName} />)
                  </span>
                )}
              </p>
            )),
        same: ({ assessments }) =>
          assessments
            .filter((a) => a.isInForce)
            .map((a) => a.certainty)
            .join(),
      },
      {
        key: 'threats',
        show: ({ say, pageOf }, { monument, threats }) =>
          list(
            threats.filter((threat) => threat.isOpen),
            (threat) => (
              <>
                <a href={pageOf(monument.slug, 'threats')}>
                  {say.t(`vocab.categories.${threat.category}`)} ·{' '}
                  {say.t(`vocab.causes.${threat.cause}`)}
                </a>{' '}
                <span className="quiet">{say.t(`vocab.probabilities.${threat.probability}`)}</span>
              </>
            ),
          ),
        same: ({ threats }) =>
          threats
            .filter((threat) => threat.isOpen)
            .map((threat) => `${threat.cause} ${threat.probability}`)
            .sort()
            .join(),
      },
    ],
  ],
  [
    'evidence',
    [
      {
        key: 'sources',
        show: ({ say, pageOf }, { monument, sources, claims }) => (
          <a href={pageOf(monument.slug, 'claims')}>
            {say.t('beside.sourceCount', { sources: sources.length, claims: claims.length })}
          </a>
        ),
        same: ({ sources, claims }) => `${sources.length} ${claims.length}`,
      },
      {
        key: 'disagreements',
        show: ({ say, pageOf }, { monument, disagreements }) =>
          list(statesOf(disagreements), ({ id, count }) => (
            <a href={pageOf(monument.slug, 'disagreements')}>
              {say.t(`evidence.groups.${id}`, { count })}
            </a>
          )),
        same: ({ disagreements }) => JSON.stringify(statesOf(disagreements)),
      },
      {
        key: 'latest',
        show: ({ say }, { latest }) =>
          list(latest, (claim) => (
            <>
              <p>
                <a href={say.at(`/${say.lang}/claims/${encodeURIComponent(claim.id)}`)}>
                  <time dateTime={formatDay(claim.knownFrom)}>{say.day(claim.knownFrom)}</time>
                </a>
              </p>
              <p>
                <Words claim={claim} />
              </p>
              <p className="quiet">
                <SourceLink say={say} source={claim.source} />
              </p>
            </>
          )),
      },
    ],
  ],
  [
    'place',
    [
      {
        key: 'kind',
        show: ({ say }, { monument }) => say.t(`vocab.monumentKinds.${monument.kind}`),
        same: ({ monument }) => monument.kind,
      },
      {
        key: 'built',
        show: ({ say }, { assessments }) =>
          list(built(assessments), ({ value, valid }) => say.date(value ?? valid, 'on')),
        same: ({ assessments }) =>
          built(assessments)
            .map((a) => a.value)
            .join(),
      },
      {
        key: 'position',
        show: ({ say }, { coordinates: [preferred] }) =>
          preferred ? (
            <>
              <bdi dir="ltr">
                {preferred.lat}, {preferred.lon}
              </bdi>{' '}
              {preferred.precisionM !== null &&
                say.t('monument.precision', { metres: preferred.precisionM })}{' '}
              {preferred.sensitivity === 'generalised' && (
                <strong>{say.t('monument.generalised')}</strong>
              )}
            </>
          ) : (
            say.t('monument.noPosition')
          ),
      },
      {
        key: 'names',
        show: (_, { names }) => list(names, ({ lang, form }) => <bdi lang={lang}>{form}</bdi>),
      },
      {
        key: 'identifiers',
        show: ({ say }, { identifiers }) => {
          const valued = identifiers.filter((i) => i.value !== null)
          return valued.length > 0 && <Identifiers say={say} identifiers={valued} />
        },
      },
      {
        key: 'parts',
        show: ({ say, pageOf }, { parts }) =>
          list(
            parts.map((part) => ({ ...part, id: part.monument.id })),
            ({ monument, name, status }) => (
              <>
                <a href={pageOf(monument.slug)}>
                  <OwnText say={say} text={name} />
                </a>{' '}
                <StatusMark say={say} headline={status.headline} />
              </>
            ),
          ),
      },
    ],
  ],
]

function list<T extends { id: string }>(items: T[], show: (item: T) => ReactNode): ReactNode {
  if (items.length === 0) return null
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id}>{show(item)}</li>
      ))}
    </ul>
  )
}

function built(assessments: Entry['assessments']): Entry['assessments'] {
  return assessments.filter((a) => a.property === 'construction_date' && a.value !== null)
}

/** How many disagreements are contested, open and settled, where there are any. */
function statesOf(disagreements: Entry['disagreements']): { id: string; count: number }[] {
  const stateOf = (d: Entry['disagreements'][number]) =>
    d.isContested ? 'contested' : d.settledBy === null ? 'open' : 'settled'
  return ['contested', 'open', 'settled']
    .map((id) => ({ id, count: disagreements.filter((d) => stateOf(d) === id).length }))
    .filter(({ count }) => count > 0)
}
