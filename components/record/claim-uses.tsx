import type { Bilingual, Stance } from '../../db/domain/vocabulary'
import type { HrefOf } from '../history/types'
import { OwnText } from '../own-text'
import type { Say } from '../say'

type Use = {
  kind: 'assessment' | 'threat'
  id: string
  record: { rationale: Bilingual }
  stance: Stance
  reason: Bilingual | null
}

/** Each assessment and threat that adopts a claim or sets it aside, with what it concludes and why. */
export function ClaimUses({ say, uses, hrefOf }: { say: Say; uses: Use[]; hrefOf: HrefOf }) {
  const { t, lang } = say
  return (
    <section aria-labelledby="uses">
      <h2 id="uses">{t('history.claim.usedBy')}</h2>
      {uses.length === 0 && <p>{t('history.claim.unused')}</p>}
      <ul>
        {uses.map(({ kind, id, record, stance, reason }) => (
          <li key={`${kind} ${id}`}>
            <strong>{t(`vocab.stances.${stance}`)}</strong>{' '}
            <a
              href={hrefOf(
                `/${lang}/${kind === 'assessment' ? 'assessments' : 'history'}/${encodeURIComponent(id)}`,
              )}
            >
              {t(`history.claim.${kind}`)}
            </a>
            {': '}
            <OwnText say={say} text={record.rationale} />
            {reason && (
              <>
                {' – '}
                <OwnText say={say} text={reason} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
