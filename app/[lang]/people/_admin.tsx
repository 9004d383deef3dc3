import { notFound, redirect } from 'next/navigation'
import { canSomewhere, manages } from '../../../db/domain/policy'
import { signInAddress } from '../../_entrance'
import { isLang, sayIn } from '../../_i18n'
import { getReader } from '../../_session'

/**
 * What an administrators' page stands on: for those of any site, or (`of` is `all`) for those of the register as a whole.
 * Nobody is sent to sign in and brought back to `path`; everybody else gets `refusal` to show instead. The queries ask for
 * the right again.
 */
export async function openForAdmin(lang: string, path: string, of: 'any' | 'all' = 'any') {
  if (!isLang(lang)) notFound()
  const say = sayIn(lang)
  const { t } = say
  const reader = await getReader()
  if (reader.userId === null) redirect(signInAddress(lang, `/${lang}${path}`))
  const isAdmin = of === 'all' ? manages(reader, null) : canSomewhere(reader, 'administer')
  const refusal = isAdmin ? null : (
    <>
      <h1>{t('account.persons.title')}</h1>
      <p role="alert">{t('account.persons.forbidden')}</p>
    </>
  )
  return { lang, say, t, reader, refusal }
}
