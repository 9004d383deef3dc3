import { notFound } from 'next/navigation'
import { HiddenField, Select, Submit } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { listPeople } from '../../../../db/queries/people'
import { store } from '../../../../db/store/open'
import { openForAdmin } from '../_admin'
import { changeRole, makeLink, removeMember } from '../actions'
import { LinkMade, roleOptions } from '../parts'

/** What an administrator can do about one person. */
export default async function Page({ params }: PageProps<'/[lang]/people/[id]'>) {
  const { id, ...segment } = await params
  const { lang, t, reader, refusal } = await openForAdmin(segment.lang, `/people/${id}`)
  if (refusal) return refusal
  const person = (await listPeople(store(), reader)).find((p) => p.userId === id)
  if (!person) notFound()
  const { name, userId, rev } = person
  const pending = t('account.persons.pending')
  return (
    <>
      <p>
        <a href={`/${lang}/people`}>{t('account.persons.title')}</a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <p>
        {t(`vocab.roles.${person.role}`)} · <bdi>{person.email}</bdi>
        {!person.hasJoined && <> · {t('account.persons.notJoined')}</>}
      </p>
      <h2>{t('account.persons.setRole')}</h2>
      <Form action={changeRole} lang={lang} label={t('account.persons.setRole')}>
        <HiddenField name="userId" value={userId} />
        <HiddenField name="rev" value={rev} />
        <Select
          name="role"
          label={t('account.persons.role')}
          value={person.role}
          options={roleOptions(t)}
        />
        <Submit label={t('account.persons.setRole')} pending={pending} />
      </Form>
      <h2>{t('account.persons.link')}</h2>
      <p>{t('account.persons.renewHint')}</p>
      <Form action={makeLink} lang={lang} label={t('account.persons.link')}>
        <HiddenField name="userId" value={userId} />
        <LinkMade t={t} />
        <Submit label={t('account.persons.renew')} pending={pending} />
      </Form>
      <h2>{t('account.persons.remove')}</h2>
      <p>{t('account.persons.removeHint')}</p>
      <Form action={removeMember} lang={lang} label={t('account.persons.remove')}>
        <HiddenField name="userId" value={userId} />
        <HiddenField name="rev" value={rev} />
        <Submit label={t('account.persons.removeConfirm', { name })} pending={pending} quiet />
      </Form>
      <p>
        <a href={`/${lang}/people/${userId}/erase`}>{t('persons.userLink')}</a>
      </p>
    </>
  )
}
