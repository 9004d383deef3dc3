import { AsWritten } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import { DEEDS } from '../../../../db/mutations/people'
import type { Deed } from '../../../../db/queries/people'

/** What was done about somebody, by whom and why, the newest first. */
export function Deeds({ say: { t }, deeds }: { say: Say; deeds: Deed[] }) {
  return (
    <section>
      <h2>{t('account.persons.deedsTitle')}</h2>
      <ul>
        {deeds.map(({ at, by, reason }) => {
          const { deed, why } = read(reason)
          return (
            <li key={at}>
              <bdi>{t('history.at', { date: at.slice(0, 16).replace('T', ' ') })}</bdi> ·{' '}
              {deed ? t(`account.persons.deeds.${deed}`) : <AsWritten text={reason} />}
              {why && (
                <>
                  {': '}
                  <AsWritten text={why} />
                </>
              )}{' '}
              · <bdi>{by}</bdi>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** A reason as `DEEDS` writes it, taken apart. */
function read(reason: string): { deed: string | null; why: string | null } {
  const [, word = '', why = null] = /^([^:]+)(?:: (.*))?$/s.exec(reason) ?? []
  const found = Object.entries(DEEDS).find(([, written]) => written === word)
  return { deed: found?.[0] ?? null, why: found ? (why ?? null) : null }
}
