import { formatDay } from '../../db/domain/dates'
import type { Bilingual, Category, Property, Qualifier, Stance } from '../../db/domain/vocabulary'
import { CopyLink } from '../copy-link'
import { valueInWords } from '../monument/value-in-words'
import { OwnText, Words } from '../own-text'
import type { Say } from '../say'
import styles from './source.module.css'

/** What the list shows of a claim. */
export type SaidLine = {
  id: string
  property: Property
  subjectId: string
  subjectName: Bilingual
  words: string
  wordsLang: string
  provenance: string | null
  value: string | null
  valid: string
  qualifier: Qualifier
  observed: string | null
  locator: string | null
  knownFrom: number
  isRelied: boolean
  uses: {
    targetId: string
    property: Property | null
    category: Category | null
    stance: Stance
    reason: Bilingual | null
  }[]
}

/** The claims of one source about one place: what it says, when that was so, and what the editors made of it. */
export function SaidList({ say, claims, about }: { say: Say; claims: SaidLine[]; about: string }) {
  const { t } = say
  return (
    <ol className={styles.said}>
      {claims.map((claim) => (
        <li key={claim.id} id={`claim-${claim.id}`}>
          <p className={styles.property}>
            {t(`vocab.properties.${claim.property}`)}
            {claim.subjectId !== about && (
              <span className={styles.subject}>
                <OwnText say={say} text={claim.subjectName} />
              </span>
            )}
          </p>
          <div>
            <p>
              <Words claim={claim} />
            </p>
            {claim.value !== null && (
              <p className="quiet">{t('monument.coded', { value: valueInWords(say, claim) })}</p>
            )}
            <p className="quiet">
              {say.date(claim.valid, claim.qualifier)}
              {claim.observed && (
                <> · {t('monument.observed', { date: say.date(claim.observed, 'on') })}</>
              )}
              {claim.locator && <> · {t('monument.locator', { locator: claim.locator })}</>}
              {' · '}
              <time dateTime={formatDay(claim.knownFrom)}>
                {t('monument.knownFrom', { day: say.day(claim.knownFrom) })}
              </time>
            </p>
          </div>
          <div>
            <Fate say={say} claim={claim} />
            <p className="quiet">
              <a href={say.at(`/${say.lang}/claims/${encodeURIComponent(claim.id)}`)}>
                {t('history.permalink')}
              </a>{' '}
              <CopyLink
                say={say}
                what="claim"
                path={say.pin(`/${say.lang}/claims/${encodeURIComponent(claim.id)}`)}
              />
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}

function Fate({ say, claim: { uses, isRelied } }: { say: Say; claim: SaidLine }) {
  const { t } = say
  if (uses.length === 0) return <p className="quiet">{t('monument.notUsed')}</p>
  return (
    <>
      {uses.map((use) => (
        <p key={use.targetId}>
          <strong className={styles[use.stance]}>{t(`vocab.stances.${use.stance}`)}</strong>{' '}
          <Target say={say} use={use} />{' '}
          {use.reason && (
            <span className={styles.reason}>
              <OwnText say={say} text={use.reason} />
            </span>
          )}
        </p>
      ))}
      {isRelied && <p className={styles.relied}>{t('sources.said.relied')}</p>}
    </>
  )
}

/** What a claim is used in, leading there: a conclusion has a page, a threat only a history. */
function Target({ say, use }: { say: Say; use: SaidLine['uses'][number] }) {
  const { t, lang, at } = say
  const { targetId, property, category } = use
  const folder = property ? 'assessments' : 'history'
  return (
    <a href={at(`/${lang}/${folder}/${encodeURIComponent(targetId)}`)}>
      {property
        ? t(`vocab.properties.${property}`)
        : `${t('history.claim.threat')} · ${t(`vocab.categories.${category ?? 'unknown'}`)}`}
    </a>
  )
}
