import type { Say } from '../say'
import styles from './history.module.css'
import type { FieldChange, HrefOf } from './types'
import { fieldName, ValueInWords } from './value'

/** `rev` null: what is only proposed. */
type Props = { say: Say; rev: number | null; changes: FieldChange[]; hrefOf: HrefOf }

/** What one version changed, field by field; what was added and removed is told in words as well as by colour. */
export function Diff({ say, rev, changes, hrefOf }: Props) {
  const { t } = say
  if (changes.length === 0) return <p className="quiet">{t('history.diff.nothing')}</p>
  return (
    <table className={styles.diff}>
      <caption className="visually-hidden">
        {rev === null ? t('history.diff.proposed') : t('history.diff.caption', { rev })}
      </caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('history.diff.field')}</th>
          <th scope="col">{t('history.diff.before')}</th>
          <th scope="col">{t('history.diff.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={`${change.name} ${change.lang}`}>
            <th scope="row">
              {fieldName(say, change)}{' '}
              <span className="quiet">{t(`history.diff.${fateOf(change)}`)}</span>
            </th>
            <td>
              {change.before && (
                <del>
                  <ValueInWords say={say} value={change.before} hrefOf={hrefOf} />
                </del>
              )}
            </td>
            <td>
              {change.after && (
                <ins>
                  <ValueInWords say={say} value={change.after} hrefOf={hrefOf} />
                </ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function fateOf({ before, after }: FieldChange): 'added' | 'removed' | 'changed' {
  if (before === null) return 'added'
  return after === null ? 'removed' : 'changed'
}
