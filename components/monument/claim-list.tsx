import { langByScript } from '../../db/domain/arabic'
import { formatDay } from '../../db/domain/dates'
import type {
  Author,
  Bilingual,
  Property,
  Qualifier,
  SourceClass,
  Stance,
} from '../../db/domain/vocabulary'
import { PROPERTIES } from '../../db/domain/vocabulary'
import { CopyLink } from '../copy-link'
import { Markdown } from '../markdown'
import { OwnText, Words } from '../own-text'
import type { Say } from '../say'
import styles from './monument.module.css'
import { SourceLink } from './source-link'
import { valueInWords } from './value-in-words'

/** What the list shows of a claim. */
export type ClaimLine = {
  id: string
  recordedRev: number
  property: Property
  subjectId: string
  subjectName: Bilingual
  words: string
  wordsLang: string
  value: string | null
  codedBy: Author | null
  valid: string
  qualifier: Qualifier
  knownFrom: number
  locator: string | null
  observed: string | null
  method: string | null
  access: string | null
  attributedTo: string | null
  saidBy?: Bilingual | null
  infoGrade: string | null
  note: string | null
  provenance: string | null
  source: {
    id: string
    title: string
    publisher: string | null
    class: SourceClass
    reliability: string | null
  }
  uses: { targetId: string; stance: Stance; reason: Bilingual | null }[]
}

type Props = {
  say: Say
  claims: ClaimLine[]
  about: string
  correctHref?: (id: string) => string
  /** The page of one claim; left out where this is that page. */
  pageHref?: (id: string) => string
  withdrawHref?: (id: string) => string
  /** Whether every property is unfolded, not only those that decide a status. */
  isOpen?: boolean
}

/** Claims by property, each with who says so, where, since when it is known, and what the editors made of it. */
export function ClaimList({
  say,
  claims,
  about,
  correctHref,
  pageHref,
  withdrawHref,
  isOpen = false,
}: Props) {
  const { t } = say
  return PROPERTIES.filter((property) => claims.some((c) => c.property === property)).map(
    (property) => {
      const own = claims.filter((c) => c.property === property)
      return (
        <details
          key={property}
          className={styles.claims}
          open={
            isOpen || property === 'condition' || property === 'extent' || property === 'event_date'
          }
        >
          <summary>
            <h3>{t(`vocab.properties.${property}`)}</h3>{' '}
            <span className="quiet">{t('monument.claimCount', { count: own.length })}</span>
          </summary>
          <table className={styles.claimTable}>
            <thead>
              <tr>
                {(['says', 'source', 'use'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`monument.claimColumns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {own.map((claim) => (
                <ClaimRow
                  key={claim.id}
                  say={say}
                  claim={claim}
                  about={about}
                  correctHref={correctHref?.(claim.id)}
                  pageHref={pageHref?.(claim.id)}
                  withdrawHref={withdrawHref?.(claim.id)}
                />
              ))}
            </tbody>
          </table>
        </details>
      )
    },
  )
}

function ClaimRow({
  say,
  claim,
  about,
  correctHref,
  pageHref,
  withdrawHref,
}: {
  say: Say
  claim: ClaimLine
  about: string
  correctHref?: string
  pageHref?: string
  withdrawHref?: string
}) {
  const { t, lang } = say
  return (
    <tr id={`claim-${claim.id}`}>
      <td>
        {claim.subjectId !== about && (
          <p className={styles.subject}>
            <OwnText say={say} text={claim.subjectName} />
          </p>
        )}
        <p>
          <Words claim={claim} />
        </p>
        {claim.value !== null && (
          <p className="quiet">
            {t('monument.coded', { value: valueInWords(say, claim) })}{' '}
            {claim.codedBy && (
              <>
                {t('monument.codedBy')} {t(`vocab.authors.${claim.codedBy}`)}
              </>
            )}
          </p>
        )}
        <p className="quiet">
          {say.date(claim.valid, claim.qualifier)}
          {claim.observed && (
            <> · {t('monument.observed', { date: say.date(claim.observed, 'on') })}</>
          )}
          {claim.method && <> · {t(`vocab.methods.${claim.method}`)}</>}
          {claim.access && <> · {t(`vocab.accesses.${claim.access}`)}</>}
          {claim.attributedTo && <> · {t('monument.attributedTo', { who: claim.attributedTo })}</>}
          {claim.saidBy && (
            <> · {t('persons.saidBy', { part: claim.saidBy[lang] ?? claim.saidBy.en ?? '' })}</>
          )}
        </p>
        {claim.note && (
          <div className="quiet">
            <Markdown text={claim.note} lang={langByScript(claim.note)} />
          </div>
        )}
      </td>
      <td>
        <SourceLink say={say} source={claim.source} />
        {claim.locator && (
          <p className="quiet">{t('monument.locator', { locator: claim.locator })}</p>
        )}
        <p className="quiet">
          {t(`vocab.sourceClasses.${claim.source.class}`)} ·{' '}
          {claim.source.reliability
            ? t(`vocab.reliabilities.${claim.source.reliability}`)
            : t('monument.notGraded')}
          {claim.infoGrade && <> · {t(`vocab.infoGrades.${claim.infoGrade}`)}</>}
        </p>
        <p className="quiet">
          <time dateTime={formatDay(claim.knownFrom)}>
            {t('monument.knownFrom', { day: say.day(claim.knownFrom) })}
          </time>
        </p>
      </td>
      <td>
        {claim.uses.length === 0 && <p className="quiet">{t('monument.notUsed')}</p>}
        {claim.uses.map((use) => (
          <p key={use.targetId}>
            <strong className={styles[use.stance]}>{t(`vocab.stances.${use.stance}`)}</strong>
            {use.reason && (
              <>
                {' '}
                <OwnText say={say} text={use.reason} />
              </>
            )}
          </p>
        ))}
        {pageHref && (
          <p className="quiet">
            <a href={pageHref}>{t('history.permalink')}</a>{' '}
            <CopyLink
              say={say}
              what="claim"
              path={say.pin(`/${say.lang}/claims/${encodeURIComponent(claim.id)}`)}
            />
          </p>
        )}
        {correctHref && (
          <p className="quiet">
            <a href={correctHref}>{t('evidence.claim.link')}</a>
          </p>
        )}
        {withdrawHref && (
          <p className="quiet">
            <a href={withdrawHref}>{t('monument.edit.withdraw')}</a>
          </p>
        )}
      </td>
    </tr>
  )
}
