import { Select, Submit, TextField } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import { listPeople } from '../../../db/queries/people'
import { store } from '../../../db/store/open'
import { isLang, translator } from '../../_i18n'
import { openForAdmin } from './_admin'
import { addPerson } from './actions'
import { LinkMade, roleOptions } from './parts'

export async function generateMetadata({ params }: PageProps<'/[lang]/people'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('account.persons.title') } : {}
}

/** Who may do what; for administrators. */
export default async function Page({ params }: PageProps<'/[lang]/people'>) {
  const { lang, t, reader, refusal } = await openForAdmin((await params).lang, '/people')
  if (refusal) return refusal
  const people = await listPeople(store(), reader)
  return (
    <>
      <h1>{t('account.persons.title')}</h1>
      <p>
        {t('account.persons.intro')} <a href={`/${lang}/people/keys`}>{t('api.admin.link')}</a>
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('account.persons.name')}</th>
            <th scope="col">{t('account.persons.email')}</th>
            <th scope="col">{t('account.persons.role')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.userId}>
              <th scope="row">
                <a href={`/${lang}/people/${person.userId}`}>
                  <bdi>{person.name}</bdi>
                </a>{' '}
                {person.userId === reader.userId && (
                  <span className="quiet">({t('account.persons.you')})</span>
                )}
              </th>
              <td>
                <bdi>{person.email}</bdi>
                {!person.hasJoined && <div className="quiet">{t('account.persons.notJoined')}</div>}
              </td>
              <td>{t(`vocab.roles.${person.role}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('account.persons.inviteTitle')}</h2>
      <Form action={addPerson} lang={lang} label={t('account.persons.inviteTitle')}>
        <LinkMade t={t} />
        <TextField name="name" autoComplete="off" label={t('account.persons.name')} />
        <TextField
          name="email"
          type="email"
          dir="ltr"
          autoComplete="off"
          label={t('account.persons.email')}
        />
        <Select
          name="role"
          label={t('account.persons.role')}
          value="editor"
          options={roleOptions(t)}
        />
        <Submit label={t('account.persons.invite')} pending={t('account.persons.pending')} />
      </Form>
    </>
  )
}
