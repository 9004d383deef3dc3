import { notFound, redirect } from 'next/navigation'
import { signInAddress } from '../../_entrance'
import { isLang, sayIn } from '../../_i18n'
import { getReader } from '../../_session'

/** What a page about the reader's own account stands on. Nobody is sent to sign in and brought back to `path`. */
export async function openForSelf(lang: string, path: string) {
  if (!isLang(lang)) notFound()
  const reader = await getReader()
  if (reader.userId === null) redirect(signInAddress(lang, `/${lang}${path}`))
  return { lang, say: sayIn(lang), reader, userId: reader.userId }
}
