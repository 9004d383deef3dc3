import { Checkbox, HiddenField, Submit } from '../../../../../../components/form/fields'
import { Form } from '../../../../../../components/form/form'
import type { Say } from '../../../../../../components/say'
import type { Reader } from '../../../../../../db/domain/policy'
import { whereElse } from '../../../../../../db/mutations/erase'
import { copiesOf } from '../../../../../../db/store/copies'
import { databaseFile, store } from '../../../../../../db/store/open'
import styles from '../../../../_editing/editing.module.css'
import { ReasonAndSave } from '../../../../_editing/parts'
import { clean, erase } from './actions'

type Props = { say: Say; reader: Reader; id: string; name: string | null }

/** What erasing a name does and does not reach, and the form for it. */
export async function EraseName({ say, reader, id, name }: Props) {
  const { t, lang } = say
  const copies = t('persons.eraseCopies', { count: copiesOf(databaseFile()).length })
  return (
    <section aria-labelledby="erase">
      <h2 id="erase">{t('persons.erase')}</h2>
      <p>{t('persons.eraseLead')}</p>
      <p>{copies}</p>
      {name !== null && (
        <>
          <Elsewhere say={say} reader={reader} name={name} />
          <Form action={erase} lang={lang} label={t('persons.erase')}>
            <div className={styles.stack}>
              <HiddenField name="id" value={id} />
              <Checkbox name="confirmed" label={t('persons.eraseConfirm')} />
              <p className="quiet">{t('persons.nameReasonHint')}</p>
              <ReasonAndSave isDirect t={t} label={t('persons.eraseSave')} />
            </div>
          </Form>
        </>
      )}
      <Form action={clean} lang={lang} label={t('persons.clean')}>
        <Submit label={t('persons.clean')} pending={t('forms.saving')} quiet />
      </Form>
    </section>
  )
}

/** Where the name was written against the rules: erasing does not rewrite what sources were recorded to say. */
async function Elsewhere({ say, reader, name }: { say: Say; reader: Reader; name: string }) {
  const { t, lang } = say
  const { records, revisions, tips, imports } = await whereElse(store().db, reader, name)
  const count = records.length + revisions.length
  return (
    <>
      {count > 0 && (
        <>
          <p role="note">{t('persons.eraseElse', { count })}</p>
          <ul>
            {records.map((record) => (
              <li key={record}>
                <a href={`/${lang}/history/${encodeURIComponent(record)}`}>
                  <bdi>{record}</bdi>
                </a>
              </li>
            ))}
            {revisions.map((rev) => (
              <li key={rev}>{t('persons.eraseRevision', { rev })}</li>
            ))}
          </ul>
        </>
      )}
      {imports > 0 && <p role="note">{t('persons.eraseImports', { count: imports })}</p>}
      {tips > 0 && <p role="note">{t('persons.eraseTips', { count: tips })}</p>}
    </>
  )
}
