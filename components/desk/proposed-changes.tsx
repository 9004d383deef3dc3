import type { HistoryKind } from '../../db/domain/changes-filter'
import { Diff } from '../history/diff'
import { RecordName } from '../history/record-link'
import type { FieldChange, Named } from '../history/types'
import type { Say } from '../say'
import styles from './desk.module.css'

/** What one change does to one record, field by field. */
export type ToldChange = {
  op: 'enter' | 'correct' | 'withdraw'
  kind: HistoryKind
  id: string
  record: Named | null
  fields: FieldChange[]
}

/** Everything that a proposal would change, record by record. */
export function ProposedChanges({
  say,
  rev,
  changes,
}: {
  say: Say
  rev: number | null
  changes: ToldChange[]
}) {
  const { t } = say
  return changes.map(({ op, id, kind, record, fields }) => (
    <section key={`${kind} ${id}`} className={styles.change}>
      <h3>
        <span className={styles.op}>{t(`desk.proposal.ops.${op}`)}</span>{' '}
        {record ? <RecordName say={say} record={record} /> : <bdi dir="ltr">{id}</bdi>}
      </h3>
      <Diff say={say} rev={rev} changes={fields} hrefOf={(path) => path} />
    </section>
  ))
}
