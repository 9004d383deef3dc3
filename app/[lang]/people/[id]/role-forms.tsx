import { HiddenField, Select, Submit } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import type { Reader } from '../../../../db/domain/policy'
import type { Held, Person } from '../../../../db/queries/people'
import { placeOptions } from '../_sites'
import { changeRole, giveRole, removeMember } from '../actions'
import { RoleHeld, roleOptions } from '../parts'
import styles from '../people.module.css'

type Props = { say: Say; person: Person; names: ReadonlyMap<string, string> }

/** What somebody is and where, each to be changed or taken away, and one more to be given. */
export function RoleForms({ say, reader, person, names }: Props & { reader: Reader }) {
  const { t, lang } = say
  const free = placeOptions(say, reader, names).filter(
    ({ value }) => !person.held.some((held) => (held.siteId ?? 'all') === value),
  )
  return (
    <section>
      <h2>{t('account.persons.roles')}</h2>
      {person.held.map((held) => (
        <OneRole key={held.id} say={say} person={person} held={held} names={names} />
      ))}
      {free.length > 0 && (
        <>
          <h3>{t('account.persons.addRole')}</h3>
          <Form action={giveRole} lang={lang} label={t('account.persons.addRole')}>
            <HiddenField name="userId" value={person.userId} />
            <Select
              name="role"
              label={t('account.persons.role')}
              value="viewer"
              options={roleOptions(t)}
            />
            <Select
              name="siteId"
              label={t('account.persons.where')}
              value={free[0]?.value}
              options={free}
            />
            <Submit
              label={t('account.persons.addRole')}
              pending={t('account.persons.pending')}
              quiet
            />
          </Form>
        </>
      )}
    </section>
  )
}

function OneRole({ say: { t, lang }, person, held, names }: Props & { held: Held }) {
  const pending = t('account.persons.pending')
  const place =
    held.siteId === null ? t('account.persons.everySite') : (names.get(held.siteId) ?? held.siteId)
  return (
    <>
      <h3>
        <RoleHeld t={t} held={held} names={names} />
      </h3>
      {held.isManaged && (
        <div className={styles.stack}>
          <Form action={changeRole} lang={lang} label={t('account.persons.setRoleAt', { place })}>
            <HiddenField name="id" value={held.id} />
            <HiddenField name="rev" value={held.rev} />
            <Select
              name="role"
              label={t('account.persons.role')}
              value={held.role}
              options={roleOptions(t)}
            />
            <Submit label={t('account.persons.setRole')} pending={pending} />
          </Form>
          <p>{t('account.persons.removeHint')}</p>
          <Form action={removeMember} lang={lang} label={t('account.persons.removeAt', { place })}>
            <HiddenField name="id" value={held.id} />
            <HiddenField name="rev" value={held.rev} />
            <Submit
              label={t('account.persons.removeConfirm', { name: person.name })}
              pending={pending}
              quiet
            />
          </Form>
        </div>
      )}
    </>
  )
}
