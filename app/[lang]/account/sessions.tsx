import { HiddenField, Submit } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import type { Say } from '../../../components/say'
import { deviceOf } from '../../../db/domain/device'
import { type OpenSession, sessionsOf } from '../../../db/mutations/sessions'
import { store } from '../../../db/store/open'
import { inMinutes } from '../../_i18n/dates'
import { sessionCookie } from '../../_session'
import styles from './account.module.css'
import { endAll, endOne } from './actions'

/** Where the reader is signed in, each with the way to end it. */
export async function Sessions({ say, userId }: { say: Say; userId: string }) {
  const { t, lang } = say
  const cookie = await sessionCookie()
  const sessions = await sessionsOf(store(), { userId, cookie }, new Date())
  return (
    <section>
      <h2>{t('account.own.sessionsTitle')}</h2>
      <p>{t('account.own.sessionsText')}</p>
      <ul className={styles.sessions}>
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionLine say={say} session={session} />
            {!session.isThis && (
              <Form action={endOne} lang={lang} label={deviceInWords(say, session)}>
                <HiddenField name="id" value={session.id} />
                <Submit label={t('account.own.end')} pending={t('account.persons.pending')} quiet />
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form action={endAll} lang={lang} label={t('account.own.endAll')}>
        <HiddenField name="all" value="yes" />
        <Submit label={t('account.own.endAll')} pending={t('account.persons.pending')} quiet />
      </Form>
    </section>
  )
}

function SessionLine({ say, session }: { say: Say; session: OpenSession }) {
  return (
    <p>
      {deviceInWords(say, session)} ·{' '}
      {say.t('account.own.since', { time: inMinutes(session.since) })}
      {session.isThis && (
        <>
          {' '}
          · <strong>{say.t('account.own.thisOne')}</strong>
        </>
      )}
    </p>
  )
}

function deviceInWords({ t }: Say, { agent }: OpenSession): string {
  const { browser, system } = deviceOf(agent)
  if (browser && system) return t('account.own.device', { browser, system })
  return browser ?? system ?? t('account.own.unknownDevice')
}
