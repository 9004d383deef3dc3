import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Say } from '../../../components/say'
import { can, canSomewhere, type Reader } from '../../../db/domain/policy'
import { store } from '../../../db/store/open'
import type { Db } from '../../../db/store/store'
import { currentAddress } from '../../_address'
import { isLang, sayIn } from '../../_i18n'
import { getReader } from '../../_session'

/** What an editors' page stands on; `refusal` is shown instead to those who may not record. */
export type Editing = { say: Say; reader: Reader; db: Db; refusal: ReactNode | null }

/**
 * Opens a page for editors. Nobody is sent to sign in and brought back; somebody without the right is told so. The
 * mutations ask for the right again. The drafts are for whoever may record anywhere.
 */
export async function openForEditor(
  lang: string,
  page: 'form' | 'drafts' = 'form',
): Promise<Editing> {
  if (!isLang(lang)) notFound()
  const say = sayIn(lang)
  const reader = await getReader()
  if (reader.userId === null) {
    const here = `/${lang}${await currentAddress(lang)}`
    redirect(`/${lang}/sign-in?next=${encodeURIComponent(here)}`)
  }
  const isLetIn = page === 'form' ? can(reader, 'record') : canSomewhere(reader, 'record')
  const refusal = isLetIn ? null : <p role="alert">{say.t('forms.forbidden')}</p>
  return { say, reader, db: store().db, refusal }
}

/** The title of an editors' page. */
export function titleOf(lang: string, key: string) {
  return isLang(lang) ? { title: sayIn(lang).t(key) } : {}
}
