import { notFound, redirect } from 'next/navigation'
import { HiddenField, Submit, TextField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { whoIsHalfway } from '../../../../db/mutations/factor'
import { isLang, translator } from '../../../_i18n'
import { factorCookie } from '../../../_session'
import { giveCode } from '../actions'

export async function generateMetadata({ params }: PageProps<'/[lang]/sign-in/code'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('factor.signIn.title') } : {}
}

/** The second step of signing in. Whoever has not taken the first, or too long ago, is led back to it. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/sign-in/code'>) {
  const { lang } = await params
  if (!isLang(lang)) notFound()
  const { next } = await searchParams
  const cookie = await factorCookie()
  if (cookie === null || (await whoIsHalfway(cookie)) === null) redirect(`/${lang}/sign-in`)
  const t = translator(lang)
  return (
    <>
      <h1>{t('factor.signIn.title')}</h1>
      <p>{t('factor.signIn.intro')}</p>
      <Form action={giveCode} lang={lang}>
        {typeof next === 'string' && <HiddenField name="next" value={next} />}
        <TextField
          name="code"
          dir="ltr"
          autoComplete="one-time-code"
          spellCheck={false}
          label={t('factor.signIn.code')}
          hint={t('factor.signIn.hint')}
        />
        <Submit label={t('account.signIn.submit')} pending={t('account.signIn.pending')} />
      </Form>
      <p className="quiet">{t('factor.signIn.lost')}</p>
    </>
  )
}
