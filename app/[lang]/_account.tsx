import { LANG_FIELD, UNSENT } from '../../components/form/form-state'
import { can, mayKeepDrafts } from '../../db/domain/policy'
import type { Lang } from '../../db/domain/vocabulary'
import { translator } from '../_i18n'
import { getReader } from '../_session'
import styles from './account.module.css'
import { signOut } from './sign-in/actions'

/** Who is signed in, with the way out; or the way in. Works without JavaScript and loads none. */
export async function Account({ lang }: { lang: Lang }) {
  const reader = await getReader()
  const t = translator(lang)
  if (reader.userId === null) return <a href={`/${lang}/sign-in`}>{t('account.signIn.title')}</a>
  // A form of its own: there is nothing to type and no answer to show, so the state is not needed.
  const leave = signOut.bind(null, UNSENT) as unknown as (data: FormData) => Promise<void>
  return (
    <div className={styles.account}>
      {can(reader, 'administer') && <a href={`/${lang}/people`}>{t('account.people')}</a>}
      {mayKeepDrafts(reader) && <a href={`/${lang}/drafts`}>{t('drafts.link')}</a>}
      <bdi>{reader.name}</bdi>
      <form action={leave} data-signs-out="">
        <input type="hidden" name={LANG_FIELD} value={lang} />
        <button type="submit" className={styles.leave}>
          {t('account.signOut')}
        </button>
      </form>
    </div>
  )
}
