import { RecordName } from '../history/record-link'
import type { Named, Value } from '../history/types'
import { fieldName, ValueInWords } from '../history/value'
import type { Say } from '../say'
import styles from './desk.module.css'

/** One field of a record that moved while a change to it waited. */
export type MovedField = {
  record: Named | null
  id: string
  field: { name: string; lang: 'en' | 'ar' | null }
  base: Value | null
  theirs: Value | null
  proposed: Value | null
  isBoth: boolean
}

/** What others have changed meanwhile, beside what is proposed: as it was, as it is, as it would be. */
export function MovedTable({ say, fields }: { say: Say; fields: MovedField[] }) {
  const { t } = say
  const cell = (value: Value | null) =>
    value ? (
      <ValueInWords say={say} value={value} hrefOf={(path) => path} />
    ) : (
      <span className="quiet">{t('desk.proposal.empty')}</span>
    )
  return (
    <div className={styles.scroll}>
      <table className={styles.moved}>
        <thead>
          <tr>
            <th scope="col">{t('desk.proposal.field')}</th>
            <th scope="col">{t('desk.proposal.base')}</th>
            <th scope="col">{t('desk.proposal.theirs')}</th>
            <th scope="col">{t('desk.proposal.proposed')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ id, record, field, base, theirs, proposed, isBoth }) => (
            <tr key={`${id} ${field.name} ${field.lang}`}>
              <th scope="row">
                {fieldName(say, field)} {isBoth && <strong>({t('desk.proposal.both')})</strong>}
                <span className="quiet">
                  {record ? <RecordName say={say} record={record} /> : <bdi dir="ltr">{id}</bdi>}
                </span>
              </th>
              <td>{cell(base)}</td>
              <td>{cell(theirs)}</td>
              <td>{cell(proposed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
