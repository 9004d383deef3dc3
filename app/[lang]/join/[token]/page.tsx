import { notFound } from 'next/navigation'
import { HiddenField, Submit, TextField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { NewPassword } from '../../../../components/form/new-password'
import { type DeadLink, lookAtLink } from '../../../../db/queries/links'
import { store } from '../../../../db/store/open'
import { isLang, type Translate, translator } from '../../../_i18n'
import { inMinutes } from '../../../_i18n/dates'
import { acceptLink, becomeFirstAdmin } from '../actions'

export async function generateMetadata({ params }: PageProps<'/[lang]/join/[token]'>) {
  const { lang } = await params
  if (!isLang(lang)) return {}
  return { title: translator(lang)('account.join.title'), robots: { index: false } }
}

/** Where a one-time link leads. Looking uses nothing up: programs that preview links do that too. */
export default async function Page({ params }: PageProps<'/[lang]/join/[token]'>) {
  const { lang, token } = await params
  if (!isLang(lang)) notFound()
  const t = translator(lang)
  const link = await lookAtLink(store(), token, new Date())
  if ('dead' in link) return <Dead t={t} link={link} />
  const isFirst = link.purpose === 'first_admin'
  const kind = link.purpose === 'first_admin' ? 'first' : link.purpose
  const who = { name: link.person?.name ?? '', email: link.person?.email ?? '' }
  return (
    <>
      <h1>
        {t(`account.join.${kind}Title`, isFirst || kind === 'reset' ? {} : { name: who.name })}
      </h1>
      <p>{t(`account.join.${kind}Intro`, isFirst ? {} : { email: who.email })}</p>
      <p className="quiet">{t('account.join.until', { time: inMinutes(link.until) })}</p>
      <Form action={isFirst ? becomeFirstAdmin : acceptLink} lang={lang}>
        <HiddenField name="token" value={token} />
        {isFirst && (
          <>
            <TextField
              name="name"
              autoComplete="name"
              label={t('account.join.name')}
              hint={t('account.join.nameHint')}
            />
            <TextField
              name="email"
              type="email"
              dir="ltr"
              autoComplete="username"
              label={t('account.join.email')}
              hint={t('account.join.emailHint')}
            />
          </>
        )}
        {!isFirst && <input type="hidden" autoComplete="username" value={who.email} readOnly />}
        <NewPassword t={t} label={t('account.join.password')} />
        <Submit label={t('account.join.submit')} pending={t('account.join.pending')} />
      </Form>
    </>
  )
}

function Dead({ t, link }: { t: Translate; link: DeadLink }) {
  return (
    <>
      <h1>{t('account.join.deadTitle')}</h1>
      {link.dead === 'expired' && (
        <p>{t('account.join.ranOut', { time: inMinutes(link.until) })}</p>
      )}
      {link.dead === 'used' && <p>{t('account.join.wasUsed')}</p>}
      <p>{t('account.join.deadText')}</p>
      <p className="quiet">{t('account.join.deadConsole')}</p>
    </>
  )
}
