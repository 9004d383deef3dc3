import { LANG_FIELD, UNSENT } from '../../components/form/form-state'
import { canSomewhere } from '../../db/domain/policy'
import type { Lang } from '../../db/domain/vocabulary'
import { currentAddress } from '../_address'
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
      {canSomewhere(reader, 'administer') && <a href={`/${lang}/people`}>{t('account.people')}</a>}
      {canSomewhere(reader, 'record') && <a href={`/${lang}/drafts`}>{t('drafts.link')}</a>}
      <a href={`/${lang}/account`}>
        <bdi>{reader.name}</bdi>
      </a>
      <form action={leave} data-signs-out="">
        <input type="hidden" name={LANG_FIELD} value={lang} />
        <button type="submit" className={styles.leave}>
          {t('account.signOut')}
        </button>
      </form>
    </div>
  )
}

/** Tells whoever owes a second factor so, on every page but the one where it is set up. */
export async function FactorDue({ lang }: { lang: Lang }) {
  const { lacksFactor } = await getReader()
  if (!lacksFactor || (await currentAddress(lang)).startsWith('/account')) return null
  return (
    <p role="alert">
      <a href={`/${lang}/account/factor`}>{translator(lang)('account.factorDue')}</a>
    </p>
  )
}
