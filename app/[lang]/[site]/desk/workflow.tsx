import { Select } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import { WORKFLOWS } from '../../../../db/domain/vocabulary'
import type { Row } from '../../../../db/store/records'
import styles from '../../_editing/editing.module.css'
import { KeptField } from '../../_editing/fields'
import { codes } from '../../_editing/options'
import { ReasonAndSave } from '../../_editing/parts'
import { changeWorkflow } from './actions'

/** Where administrators decide whether changes wait to be accepted. */
export function WorkflowSwitch({ say, site }: { say: Say; site: Row<'site'> }) {
  const { t } = say
  const label = t('desk.workflow.submit')
  return (
    <details>
      <summary>{label}</summary>
      <Form action={changeWorkflow} lang={say.lang} label={t('desk.workflow.title')}>
        <div className={styles.stack}>
          <KeptField name="siteId" value={site.id} />
          <KeptField name="base" value={site.recordedRev} />
          <Select
            name="workflow"
            label={t('desk.workflow.choose')}
            options={codes(t, 'workflows', WORKFLOWS)}
            value={site.workflow ?? 'direct'}
          />
          <ReasonAndSave isDirect t={t} label={label} />
        </div>
      </Form>
    </details>
  )
}
