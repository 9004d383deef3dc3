import type { ReactNode } from 'react'
import type { Bilingual, Property } from '../../db/domain/vocabulary'
import { CopyLink } from '../copy-link'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import { COMPARED, type ComparedClaim } from './compared-claim'
import styles from './disagreements.module.css'

type Disagreement = {
  property: Property
  topic: Bilingual
  question: { id: string; reading: Bilingual | null } | null
  claims: ComparedClaim[]
  settledBy: { id: string } | null
  isContested: boolean
}

type Props = {
  say: Say
  disagreements: Disagreement[]
  /** Where an editor settles a disagreement. */
  settleHref?: (disagreement: Disagreement) => string
}

/** What sources disagree on: their claims side by side, how it stands, and our reading. Open ones are unfolded. */
export function Disagreements({ say, disagreements, settleHref }: Props) {
  const { t } = say
  return disagreements.map((d) => {
    const state = d.isContested ? 'contested' : d.settledBy ? 'settled' : 'open'
    const key = d.question?.id ?? d.claims[0]?.id ?? ''
    return (
      <details
        key={key}
        id={`disagreement-${key}`}
        data-question={d.question?.id}
        className={styles.one}
        open={!d.settledBy}
      >
        <summary>
          <h3 id={`topic-${key}`}>
            <OwnText say={say} text={d.topic} />
          </h3>{' '}
          <span className="quiet">{t(`vocab.properties.${d.property}`)}</span>{' '}
          <span className={styles[state]}>{t(`evidence.states.${state}`)}</span>
        </summary>
        <SideBySide say={say} claims={d.claims} labelledBy={`topic-${key}`} />
        {d.question?.reading && (
          <p>
            <strong>{t('monument.reading')}</strong> <OwnText say={say} text={d.question.reading} />
          </p>
        )}
        <p>
          <CopyLink
            say={say}
            what="disagreement"
            path={`${say.pin('')}#disagreement-${encodeURIComponent(key)}`}
          />
        </p>
        {settleHref && (
          <p>
            <a href={settleHref(d)}>{t(`evidence.${d.settledBy ? 'settleAnew' : 'settle'}`)}</a>
          </p>
        )}
      </details>
    )
  })
}

/** One column per claim, one row per thing that can be compared; rows in which nobody says anything are left out. */
function SideBySide({
  say,
  claims,
  labelledBy,
}: {
  say: Say
  claims: ComparedClaim[]
  labelledBy: string
}): ReactNode {
  const rows = COMPARED.filter(
    ({ isAlways, has }) => isAlways || claims.some((claim) => has(claim, claims)),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.scroll} aria-labelledby={labelledBy} tabIndex={0}>
      <table>
        <tbody>
          {rows.map(({ key, show, isHead }) => (
            <tr key={key}>
              <th scope="row">{say.t(`evidence.compared.${key}`)}</th>
              {claims.map((claim) => (
                <td key={claim.id} className={isHead ? styles.says : undefined}>
                  {show(say, claim)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
