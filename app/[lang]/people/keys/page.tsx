import { HiddenField, Select, Submit, TextField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { ShownOnce } from '../../../../components/form/shown-once'
import { type Day, dayOfTimestamp } from '../../../../db/domain/dates'
import { type KeyEntry, listKeys } from '../../../../db/queries/keys'
import { listPeople } from '../../../../db/queries/people'
import { store } from '../../../../db/store/open'
import { isLang, sayIn, translator } from '../../../_i18n'
import { openForAdmin } from '../_admin'
import { roleOptions } from '../parts'
import { addKey, dropKey } from './actions'
import styles from './keys.module.css'

export async function generateMetadata({ params }: PageProps<'/[lang]/people/keys'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('api.admin.title') } : {}
}

/** The keys by which programs act for members; for administrators. */
export default async function Page({ params }: PageProps<'/[lang]/people/keys'>) {
  const { lang, t, reader, refusal } = await openForAdmin((await params).lang, '/people/keys')
  if (refusal) return refusal
  const keys = await listKeys(store(), reader)
  const owners = (await listPeople(store(), reader)).filter(
    (p) => p.isManaged || p.userId === reader.userId,
  )
  return (
    <>
      <p>
        <a href={`/${lang}/people`}>{t('account.persons.title')}</a>
      </p>
      <h1>{t('api.admin.title')}</h1>
      <p>
        {t('api.admin.intro')} <a href={`/${lang}/api`}>{t('api.title')}</a>
      </p>
      {keys.length === 0 ? <p>{t('api.admin.none')}</p> : <Keys lang={lang} keys={keys} />}
      <h2>{t('api.admin.makeTitle')}</h2>
      <Form action={addKey} lang={lang} label={t('api.admin.makeTitle')}>
        <ShownOnce
          label={t('api.admin.secret')}
          hint={t('api.admin.secretHint')}
          copy={t('api.admin.copy')}
          copied={t('api.admin.copied')}
        />
        <TextField
          name="name"
          autoComplete="off"
          label={t('api.admin.name')}
          hint={t('api.admin.nameHint')}
        />
        <Select
          name="userId"
          label={t('api.admin.owner')}
          value={reader.userId}
          options={owners.map((p) => ({ value: p.userId, label: `${p.name} (${p.email})` }))}
        />
        <Select name="role" label={t('api.admin.role')} value="editor" options={roleOptions(t)} />
        <TextField
          name="lastDay"
          type="date"
          label={t('api.admin.lastDay')}
          hint={t('api.admin.lastDayHint')}
        />
        <Submit label={t('api.admin.make')} pending={t('api.admin.pending')} />
      </Form>
    </>
  )
}

function Keys({ lang, keys }: { lang: 'en' | 'ar'; keys: KeyEntry[] }) {
  const { t, day } = sayIn(lang)
  const today = dayOfTimestamp(new Date().toISOString())
  const columns = [
    'name',
    'owner',
    'role',
    'begins',
    'made',
    'lastUsed',
    'lastDay',
    'state',
  ] as const
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} aria-label={t('api.admin.title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`api.admin.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row">
                <bdi>{key.name}</bdi>
              </th>
              <td>
                <bdi>{key.ownerName}</bdi>
              </td>
              <td>{t(`vocab.roles.${key.role}`)}</td>
              <td>
                <code dir="ltr">{key.prefix}…</code>
              </td>
              <td>{day(dayOfTimestamp(key.madeAt.toISOString()))}</td>
              <td>{key.lastUsed === null ? t('api.admin.never') : day(key.lastUsed)}</td>
              <td>{key.lastDay === null ? t('api.admin.noEnd') : day(key.lastDay)}</td>
              <td>
                {t(`api.admin.states.${stateOf(key, today)}`)}
                {key.revokedAt === null && (
                  <Form
                    action={dropKey}
                    lang={lang}
                    label={t('api.admin.revokeNamed', { name: key.name })}
                  >
                    <HiddenField name="id" value={key.id} />
                    <Submit label={t('api.admin.revoke')} pending={t('api.admin.pending')} quiet />
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function stateOf({ revokedAt, lastDay, hasOwner }: KeyEntry, today: Day): string {
  if (revokedAt !== null) return 'revoked'
  if (lastDay !== null && lastDay < today) return 'past'
  return hasOwner ? 'works' : 'ownerless'
}
