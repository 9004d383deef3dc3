import { ProposedChanges } from '../../../../../components/desk/proposed-changes'
import { RecordName } from '../../../../../components/history/record-link'
import { fieldName, ValueInWords } from '../../../../../components/history/value'
import type { Say } from '../../../../../components/say'
import type { ToldChange } from '../../../../../db/queries/proposals'
import styles from '../import.module.css'

/** What would change of records that are there, before and after; and what new ones would say. */
export function Told({ say, changes }: { say: Say; changes: ToldChange[] }) {
  const { t } = say
  const entered = changes.filter((change) => change.op === 'enter')
  return (
    <>
      <ProposedChanges
        say={say}
        rev={null}
        changes={changes.filter((change) => change.op !== 'enter')}
      />
      {entered.length > 0 && (
        <dl className={styles.entered}>
          {entered.map(({ id, kind, fields }) => (
            <div key={`${kind} ${id}`}>
              <dt>{t(`history.kinds.${kind}`)}</dt>
              <dd>
                <ul>
                  {fields
                    .filter(({ name }) => !UNTOLD.has(name))
                    .map((field) => (
                      <li key={`${field.name} ${field.lang}`}>
                        <span className="quiet">{fieldName(say, field)}</span>{' '}
                        <Said say={say} value={field.after} />
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

/** A value; records by name alone, since those that are yet to be have no page. */
function Said({ say, value }: { say: Say; value: ToldChange['fields'][number]['after'] }) {
  if (value?.type === 'records')
    return value.records.map((record) => <RecordName key={record.id} say={say} record={record} />)
  return value && <ValueInWords say={say} value={value} hrefOf={(path) => path} />
}
