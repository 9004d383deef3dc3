import { HiddenField, Select, Submit } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import type { Reader } from '../../../../db/domain/policy'
import { LANGS } from '../../../../db/domain/vocabulary'
import type { Person } from '../../../../db/queries/people'
import { inMinutes } from '../../../_i18n/dates'
import { makeLink, resetSecondFactor, revokeLink } from '../actions'
import { LinkMade } from '../parts'
import styles from '../people.module.css'

/** What is done about an account itself: its one-time link, and a second factor that was lost. */
export function AccountForms({
  say: { t, lang },
  reader,
  person,
}: {
  say: Say
  reader: Reader
  person: Person
}) {
  const { userId, linkUntil, hasFactor } = person
  const pending = t('account.persons.pending')
  const isOpen = linkUntil !== null && linkUntil > new Date()
  return (
    <>
      <section>
        <h2>{t('account.persons.link')}</h2>
        <p>{t('account.persons.renewHint')}</p>
        {linkUntil !== null && (
          <p>
            {t(isOpen ? 'account.persons.linkUntil' : 'account.persons.linkRanOut', {
              time: inMinutes(linkUntil),
            })}
          </p>
        )}
        <div className={styles.stack}>
          <Form action={makeLink} lang={lang} label={t('account.persons.link')}>
            <HiddenField name="userId" value={userId} />
            <LinkMade t={t} />
            <Select
              name="lang"
              label={t('account.persons.lang')}
              hint={t('account.persons.langHint')}
              value={lang}
              options={LANGS.map((value) => ({ value, label: t(`vocab.langs.${value}`) }))}
            />
            <Submit label={t('account.persons.renew')} pending={pending} />
          </Form>
          {isOpen && (
            <Form action={revokeLink} lang={lang} label={t('account.persons.revokeLink')}>
              <HiddenField name="userId" value={userId} />
              <Submit label={t('account.persons.revokeLink')} pending={pending} quiet />
            </Form>
          )}
        </div>
      </section>
      <section>
        <h2>{t('factor.title')}</h2>
        <p>{t(hasFactor ? 'factor.theirsOn' : 'factor.theirsOff')}</p>
        {hasFactor && userId !== reader.userId && (
          <Form action={resetSecondFactor} lang={lang} label={t('factor.reset')}>
            <HiddenField name="userId" value={userId} />
            <Submit label={t('factor.reset')} pending={pending} quiet />
          </Form>
        )}
      </section>
    </>
  )
}
