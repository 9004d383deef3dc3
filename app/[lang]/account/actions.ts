'use server'

import { z } from 'zod'
import { newPassword } from '../../../db/domain/password'
import { changePassword, endAllSessions, endSession } from '../../../db/mutations/sessions'
import { store } from '../../../db/store/open'
import { formAction } from '../../_action'
import { log } from '../../_log'
import { sendCookies, sessionCookie } from '../../_session'

/** Ends one of the reader's own sessions. */
export const endOne = formAction({
  name: 'end-session',
  schema: z.object({ id: z.uuid() }),
  needs: 'account',
  async run({ input, reader, lang }) {
    await endSession(store(), input, reader)
    return { redirect: `/${lang}/account` }
  },
})

/** Ends every session of the reader. */
export const endAll = formAction({
  name: 'end-sessions',
  schema: z.object({ all: z.literal('yes') }),
  needs: 'account',
  async run({ reader, lang }) {
    await endAllSessions(store(), reader)
    log().info({ action: 'end-sessions', by: reader.userId }, 'signed out everywhere')
    return { redirect: `/${lang}/sign-in` }
  },
})

/** Sets a new password and ends the reader's other sessions. */
export const setPassword = formAction({
  name: 'set-password',
  schema: newPassword.safeExtend({ presentPassword: z.string().max(1000) }),
  needs: 'account',
  limit: { most: 30, minutes: 15 },
  async run({ input, reader, t, now }) {
    const { presentPassword: current, password } = input
    const cookie = (await sessionCookie()) ?? ''
    await sendCookies(await changePassword(store(), { current, password, cookie }, reader, now))
    log().info({ action: 'set-password', by: reader.userId }, 'password changed')
    return { done: t('account.own.passwordDone') }
  },
})
