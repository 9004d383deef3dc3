import { Fieldset, Select, TextField } from '../../../../components/form/fields'
import { AsWritten, OwnText, Words } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import { shownIn } from '../../../../db/domain/retyped'
import { STANCES } from '../../../../db/domain/vocabulary'
import type { Assessable } from '../../../../db/queries/assessing'
import type { ClaimEntry } from '../../../../db/queries/dossier'
import styles from '../../_editing/editing.module.css'
import { codes } from '../../_editing/options'

type Props = { say: Say; before: Assessable['before'] }

/** What the conclusion makes of each claim: those in dispute in sight, all others about the place folded away. */
export function UsesOfClaims({
  say,
  claims,
  others,
  before,
}: Props & { claims: ClaimEntry[]; others: ClaimEntry[] }) {
  const { t } = say
  return (
    <>
      <Fieldset legend={t('evidence.assess.claims')} hint={t('evidence.assess.claimsHint')}>
        {claims.map((claim) => (
          <Use key={claim.id} say={say} claim={claim} before={before} />
        ))}
      </Fieldset>
      {others.length > 0 && (
        <details className={styles.more} open={claims.length === 0}>
          <summary>{t('evidence.assess.others', { count: others.length })}</summary>
          <div className={styles.stack}>
            {others.map((claim) => (
              <Use key={claim.id} say={say} claim={claim} before={before} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

function Use({ say, claim, before }: Props & { claim: ClaimEntry }) {
  const { t } = say
  const use = before?.uses.get(claim.id)
  return (
    <div className={styles.use}>
      <p>
        <Words claim={claim} />
      </p>
      <p className="quiet">
        <AsWritten text={claim.source.publisher ?? claim.source.title} /> ·{' '}
        {t(`vocab.properties.${claim.property}`)} · <OwnText say={say} text={claim.subjectName} /> ·{' '}
        {say.date(claim.valid, claim.qualifier)} ·{' '}
        {t('monument.knownFrom', { day: say.day(claim.knownFrom) })}
      </p>
      <div className={styles.pair}>
        <Select
          name={`stance:${claim.id}`}
          label={t('evidence.assess.stance')}
          none={t('evidence.assess.leftAlone')}
          options={codes(t, 'stances', STANCES)}
          value={use?.stance}
        />
        <TextField
          name={`why:${claim.id}`}
          label={t('evidence.assess.why')}
          value={shownIn(use?.reason ?? null, say.lang)}
        />
      </div>
    </div>
  )
}
