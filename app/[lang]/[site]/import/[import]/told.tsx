import { ProposedChanges } from '../../../../../components/desk/proposed-changes'
import { fieldName, ValueInWords } from '../../../../../components/history/value'
import type { Say } from '../../../../../components/say'
import type { ToldChange } from '../../../../../db/queries/proposals'
import styles from '../import.module.css'

/** What would change of records that are there, before and after; and what those say that come or go. */
export function Told({ say, changes }: { say: Say; changes: ToldChange[] }) {
  const { t } = say
  const whole = changes.filter((change) => change.op !== 'correct')
  return (
    <>
      <ProposedChanges
        say={say}
        rev={null}
        changes={changes.filter((change) => change.op === 'correct')}
      />
      {whole.length > 0 && (
        <dl className={styles.entered}>
          {whole.map(({ id, op, kind, fields }) => (
            <div key={`${kind} ${id}`}>
              <dt>
                {op === 'withdraw' && (
                  <span className={styles.gone}>{t('desk.proposal.ops.withdraw')}</span>
                )}{' '}
                {t(`history.kinds.${kind}`)}
              </dt>
              <dd>
                <ul>
                  {fields
                    .filter(({ name }) => !UNTOLD.has(name))
                    .map((field) => (
                      <li key={`${field.name} ${field.lang}`}>
                        <span className="quiet">{fieldName(say, field)}</span>{' '}
                        <Said say={say} value={field.after ?? field.before} />
                      </li>
                    ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** Follows from the row that it stands in. */
const UNTOLD = new Set([
  'siteId',
  'subjectId',
  'monumentId',
  'targetId',
  'position',
  'slug',
  'codedBy',
])

function Said({ say, value }: { say: Say; value: ToldChange['fields'][number]['after'] }) {
  return value && <ValueInWords say={say} value={value} hrefOf={(path) => path} />
}
