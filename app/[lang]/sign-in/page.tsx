import { notFound } from 'next/navigation'
import { HiddenField, Submit, TextField } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import { accessOf } from '../../../db/queries/instance'
import { store } from '../../../db/store/open'
import { isLang, translator } from '../../_i18n'
import { signIn } from './actions'

export async function generateMetadata({ params }: PageProps<'/[lang]/sign-in'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('account.signIn.title') } : {}
}

/** Sign-in by e-mail and password; `next` is the path to come back to; `kept` says that a form was kept on the way. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/sign-in'>) {
  const { lang } = await params
  if (!isLang(lang)) notFound()
  const { next, kept } = await searchParams
  const t = translator(lang)
  const { access } = await accessOf(store().db)
  return (
    <>
      <h1>{t('account.signIn.title')}</h1>
      <p role={kept ? 'status' : undefined}>
        {t(
          kept
            ? 'drafts.signInKept'
            : `account.signIn.${access === 'private' ? 'introPrivate' : 'intro'}`,
        )}
      </p>
      <Form action={signIn} lang={lang}>
        {typeof next === 'string' && <HiddenField name="next" value={next} />}
        <TextField
          name="email"
          type="email"
          dir="ltr"
          autoComplete="username"
          label={t('account.signIn.email')}
        />
        <TextField
          name="password"
          type="password"
          dir="ltr"
          autoComplete="current-password"
          label={t('account.signIn.password')}
        />
        <Submit label={t('account.signIn.submit')} pending={t('account.signIn.pending')} />
      </Form>
      <p className="quiet">{t('account.signIn.forgotten')}</p>
    </>
  )
}
