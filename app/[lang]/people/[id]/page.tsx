import { notFound } from 'next/navigation'
import { deedsAbout, listPeople } from '../../../../db/queries/people'
import { store } from '../../../../db/store/open'
import { openForAdmin } from '../_admin'
import { siteNames } from '../_sites'
import { AccountForms } from './account-forms'
import { BanForm } from './ban-form'
import { Deeds } from './deeds'
import { RoleForms } from './role-forms'

/** What an administrator can do about one person. */
export default async function Page({ params }: PageProps<'/[lang]/people/[id]'>) {
  const { id, ...segment } = await params
  const { lang, say, t, reader, refusal } = await openForAdmin(segment.lang, `/people/${id}`)
  if (refusal) return refusal
  const person = (await listPeople(store(), reader)).find((p) => p.userId === id)
  if (!person) notFound()
  const names = await siteNames(say)
  const managed = person.held.filter((held) => held.isManaged)
  const deeds = await deedsAbout(
    store().db,
    managed.map((held) => held.id),
  )
  return (
    <>
      <p>
        <a href={`/${lang}/people`}>{t('account.persons.title')}</a>
      </p>
      <h1>
        <bdi>{person.name}</bdi>
      </h1>
      <p>
        <bdi>{person.email}</bdi>
        {!person.hasJoined && !person.held.some((h) => h.bannedAt !== null) && (
          <> · {t('account.persons.notJoined')}</>
        )}
      </p>
      <RoleForms say={say} reader={reader} person={person} names={names} />
      {person.isManaged && <AccountForms say={say} reader={reader} person={person} />}
      {person.userId !== reader.userId && <BanForm say={say} person={person} />}
      <Deeds say={say} deeds={deeds} />
      <p>
        <a href={`/${lang}/people/${person.userId}/erase`}>{t('persons.userLink')}</a>
      </p>
    </>
  )
}
