import { HiddenField, Submit, TextField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import type { Person } from '../../../../db/queries/people'
import { banPerson, unbanPerson } from '../actions'

/** Shutting somebody out of what the reader decides about, or letting them in again. */
export function BanForm({ say: { t, lang }, person }: { say: Say; person: Person }) {
  const managed = person.held.filter((held) => held.isManaged)
  const canBan = managed.some((held) => held.bannedAt === null)
  const canLift = managed.some((held) => held.bannedAt !== null)
  const pending = t('account.persons.pending')
  if (!canBan && !canLift) return null
  return (
    <section>
      <h2>{t('account.persons.banTitle')}</h2>
      <p>{t('account.persons.banHint')}</p>
      {canBan && (
        <Form action={banPerson} lang={lang} label={t('account.persons.banTitle')}>
          <HiddenField name="userId" value={person.userId} />
          <TextField
            name="reason"
            autoComplete="off"
            label={t('account.persons.banReason')}
            hint={t('account.persons.banReasonHint')}
          />
          <Submit
            label={t('account.persons.banConfirm', { name: person.name })}
            pending={pending}
            quiet
          />
        </Form>
      )}
      {canLift && (
        <Form action={unbanPerson} lang={lang} label={t('account.persons.unban')}>
          <HiddenField name="userId" value={person.userId} />
          <Submit label={t('account.persons.unban')} pending={pending} quiet />
        </Form>
      )}
    </section>
  )
}
