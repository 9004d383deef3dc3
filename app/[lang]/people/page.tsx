import { Select, Submit, TextField } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import type { Translate } from '../../../components/say'
import { manages } from '../../../db/domain/policy'
import { LANGS } from '../../../db/domain/vocabulary'
import { listPeople, type Person } from '../../../db/queries/people'
import { store } from '../../../db/store/open'
import { isLang, translator } from '../../_i18n'
import { inMinutes } from '../../_i18n/dates'
import { openForAdmin } from './_admin'
import { placeOptions, siteNames } from './_sites'
import { addPerson } from './actions'
import { LinkMade, RoleHeld, roleOptions } from './parts'
import styles from './people.module.css'

export async function generateMetadata({ params }: PageProps<'/[lang]/people'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('account.persons.title') } : {}
}

/** Who may do what, where the reader decides; for administrators. */
export default async function Page({ params }: PageProps<'/[lang]/people'>) {
  const { lang, say, t, reader, refusal } = await openForAdmin((await params).lang, '/people')
  if (refusal) return refusal
  const people = await listPeople(store(), reader)
  const names = await siteNames(say)
  const now = new Date()
  const places = placeOptions(say, reader, names)
  return (
    <>
      <h1>{t('account.persons.title')}</h1>
      <p>
        {t('account.persons.intro')} <a href={`/${lang}/people/keys`}>{t('api.admin.link')}</a>
        {manages(reader, null) && (
          <>
            {' · '}
            <a href={`/${lang}/settings`}>{t('settings.title')}</a>
          </>
        )}
      </p>
      <div className={styles.wide}>
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
                  {!person.hasJoined && <div className="quiet">{linkState(t, person, now)}</div>}
                </td>
                <td>
                  {person.held.map((held) => (
                    <div key={held.id}>
                      <RoleHeld t={t} held={held} names={names} />
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
        <Select
          name="siteId"
          label={t('account.persons.where')}
          value={places[0]?.value}
          options={places}
        />
        <Select
          name="lang"
          label={t('account.persons.lang')}
          hint={t('account.persons.langHint')}
          value={lang}
          options={LANGS.map((value) => ({ value, label: t(`vocab.langs.${value}`) }))}
        />
        <Submit label={t('account.persons.invite')} pending={t('account.persons.pending')} />
      </Form>
    </>
  )
}

/** How it stands with somebody's invitation. */
export function linkState(t: Translate, { linkUntil }: Person, now: Date): string {
  if (linkUntil === null) return t('account.persons.notJoined')
  const time = inMinutes(linkUntil)
  return t(linkUntil > now ? 'account.persons.linkUntil' : 'account.persons.linkRanOut', { time })
}
