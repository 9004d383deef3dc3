import { notFound } from 'next/navigation'
import { Checkbox, HiddenField } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import { listPeople } from '../../../../../db/queries/people'
import { copiesOf } from '../../../../../db/store/copies'
import { databaseFile, store } from '../../../../../db/store/open'
import styles from '../../../_editing/editing.module.css'
import { ReasonAndSave } from '../../../_editing/parts'
import { openForAdmin } from '../../_admin'
import { eraseAccount } from './actions'

/** *Erase a person who kept the register*: what goes, what stays, and the form for it. */
export default async function Page({ params }: PageProps<'/[lang]/people/[id]/erase'>) {
  const { id, ...segment } = await params
  const { lang, t, reader, refusal } = await openForAdmin(segment.lang, `/people/${id}/erase`)
  if (refusal) return refusal
  const person = (await listPeople(store(), reader)).find((p) => p.userId === id)
  if (!person) notFound()
  return (
    <>
      <p>
        <a href={`/${lang}/people/${id}`}>
          <bdi>{person.name}</bdi>
        </a>
      </p>
      <h1>{t('persons.userTitle')}</h1>
      <p>{t('persons.userLead')}</p>
      <p>{t('persons.eraseCopies', { count: copiesOf(databaseFile()).length })}</p>
      <Form action={eraseAccount} lang={lang} label={t('persons.userTitle')}>
        <div className={styles.stack}>
          <HiddenField name="id" value={id} />
          <Checkbox name="confirmed" label={t('persons.userConfirm', { name: person.name })} />
          <p className="quiet">{t('persons.nameReasonHint')}</p>
          <ReasonAndSave isDirect t={t} label={t('persons.userSave')} />
        </div>
      </Form>
    </>
  )
}
