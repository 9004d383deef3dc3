import { notFound, redirect } from 'next/navigation'
import { can } from '../../../db/domain/policy'
import { isLang, translator } from '../../_i18n'
import { getReader } from '../../_session'

/**
 * What an administrators' page stands on. Nobody is sent to sign in and brought back to `path`; everybody else gets
 * `refusal` to show instead. The queries ask for the right again.
 */
export async function openForAdmin(lang: string, path: string) {
  if (!isLang(lang)) notFound()
  const t = translator(lang)
  const reader = await getReader()
  if (reader.userId === null)
    redirect(`/${lang}/sign-in?next=${encodeURIComponent(`/${lang}${path}`)}`)
  const refusal = can(reader, 'administer') ? null : (
    <>
      <h1>{t('account.persons.title')}</h1>
      <p role="alert">{t('account.persons.forbidden')}</p>
    </>
  )
  return { lang, t, reader, refusal }
}
