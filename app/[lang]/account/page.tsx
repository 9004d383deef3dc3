import { Submit, TextField } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import { NewPassword } from '../../../components/form/new-password'
import { ownAccount } from '../../../db/queries/account'
import { store } from '../../../db/store/open'
import { isLang, translator } from '../../_i18n'
import { siteNames } from '../people/_sites'
import { RoleHeld } from '../people/parts'
import { openForSelf } from './_open'
import { setPassword } from './actions'
import { Sessions } from './sessions'

export async function generateMetadata({ params }: PageProps<'/[lang]/account'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('account.own.title') } : {}
}

/** Who the reader is here, and everything that is theirs to change about it. */
export default async function Page({ params }: PageProps<'/[lang]/account'>) {
  const { lang, say, reader, userId } = await openForSelf((await params).lang, '/account')
  const { t } = say
  const { name, email, hasFactor, held } = await ownAccount(store().db, reader)
  const names = await siteNames(say)
  return (
    <>
      <h1>{t('account.own.title')}</h1>
      <p>
        <bdi>{name}</bdi> · <bdi dir="ltr">{email}</bdi>
      </p>
      <section>
        <h2>{t('account.own.roles')}</h2>
        {held.length === 0 && <p>{t('account.noRole')}</p>}
        <ul>
          {held.map((one) => (
            <li key={one.id}>
              <RoleHeld t={t} held={one} names={names} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('factor.title')}</h2>
        <p>{t(hasFactor ? 'factor.isOn' : 'factor.isOff')}</p>
        {reader.lacksFactor && <p role="alert">{t('factor.required')}</p>}
        <p>
          <a href={`/${lang}/account/factor`}>{t(hasFactor ? 'factor.manage' : 'factor.begin')}</a>
        </p>
      </section>
      <Sessions say={say} userId={userId} />
      <section>
        <h2>{t('account.own.passwordTitle')}</h2>
        <p>{t('account.own.passwordHint')}</p>
        <Form action={setPassword} lang={lang} label={t('account.own.passwordTitle')}>
          <TextField
            name="presentPassword"
            type="password"
            dir="ltr"
            autoComplete="current-password"
            label={t('account.own.present')}
          />
          <NewPassword t={t} label={t('account.own.next')} />
          <Submit label={t('account.own.passwordSubmit')} pending={t('account.join.pending')} />
        </Form>
      </section>
      <section>
        <h2>{t('account.own.dataTitle')}</h2>
        <p>{t('account.own.dataText')}</p>
        <p>
          <a href="/exports/account.json">{t('account.own.dataLink')}</a>
        </p>
      </section>
    </>
  )
}
