'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { DomainError } from '../../../db/domain/errors'
import { emailText } from '../../../db/domain/text'
import { passSecondStep } from '../../../db/mutations/factor'
import { signOut as closeSession, signIn as openSession } from '../../../db/mutations/sessions'
import { store } from '../../../db/store/open'
import { formAction } from '../../_action'
import { log } from '../../_log'
import { factorCookie, sendCookies, sessionCookie } from '../../_session'
import { agentOf, whereTo } from './_enter'

/** Opens a session and goes back to where the reader came from; or on to the second step. */
export const signIn = formAction({
  name: 'sign-in',
  schema: z.object({
    email: emailText(),
    password: z.string().max(1000),
    next: z.string().optional(),
  }),
  needs: null,
  isWayIn: true,
  // The limiter of sessions.ts is the one that counts wrong passwords; this keeps hashing from filling the processor.
  limit: { most: 300, minutes: 15 },
  async run({ input, lang, t, now, address }) {
    let userId: string | null
    try {
      const agent = agentOf(await headers())
      const opened = await openSession(store(), { ...input, address, agent }, now)
      await sendCookies(opened.cookies)
      userId = opened.userId
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
      log().info({ action: 'sign-in' }, 'wrong password or unknown account')
      return { errors: [{ field: 'email', message: t('account.signIn.wrong') }] }
    }
    log().info({ action: 'sign-in' }, userId ? 'signed in' : 'code asked for')
    return { redirect: await whereTo(userId, { lang, next: input.next }) }
  },
})

/** The second step: a code of the authenticator app, or a recovery code. */
export const giveCode = formAction({
  name: 'sign-in-code',
  schema: z.object({ code: z.string().min(1).max(40), next: z.string().optional() }),
  needs: null,
  isWayIn: true,
  // The limiter of factor.ts is the one that counts wrong codes.
  limit: { most: 300, minutes: 15 },
  async run({ input, lang, t, now }) {
    const cookie = (await factorCookie()) ?? ''
    try {
      const agent = agentOf(await headers())
      const { cookies, userId } = await passSecondStep(
        store(),
        { code: input.code, cookie, agent },
        now,
      )
      await sendCookies(cookies)
      log().info({ action: 'sign-in-code' }, 'signed in')
      return { redirect: await whereTo(userId, { lang, next: input.next }) }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.code === 'not_found')
        return { errors: [{ field: null, message: t('factor.tooLate') }] }
      if (error.code !== 'invalid') throw error
      log().info({ action: 'sign-in-code' }, 'wrong code')
      return { errors: [{ field: 'code', message: t('errors.field.code_wrong') }] }
    }
  },
})

/** Ends the session. */
export const signOut = formAction({
  name: 'sign-out',
  schema: z.object({}),
  needs: null,
  isWayIn: true,
  async run({ lang }) {
    const cookie = await sessionCookie()
    if (cookie !== null) await sendCookies(await closeSession(cookie))
    return { redirect: `/${lang}` }
  },
})
