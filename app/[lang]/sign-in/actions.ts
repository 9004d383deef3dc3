'use server'

import { z } from 'zod'
import { DomainError } from '../../../db/domain/errors'
import { emailText } from '../../../db/domain/text'
import { signOut as closeSession, signIn as openSession } from '../../../db/mutations/sessions'
import { store } from '../../../db/store/open'
import { formAction } from '../../_action'
import { log } from '../../_log'
import { sendCookies, sessionCookie } from '../../_session'

/** Opens a session and goes back to where the reader came from. */
export const signIn = formAction({
  name: 'sign-in',
  schema: z.object({
    email: emailText(),
    password: z.string().max(1000),
    next: z.string().optional(),
  }),
  needs: null,
  // The limiter of sessions.ts is the one that counts wrong passwords; this keeps hashing from filling the processor.
  limit: { most: 300, minutes: 15 },
  async run({ input, lang, t, now, address }) {
    try {
      await sendCookies(await openSession(store(), { ...input, address }, now))
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
      log().info({ action: 'sign-in', address }, 'wrong password or unknown account')
      return { errors: [{ field: 'email', message: t('account.signIn.wrong') }] }
    }
    log().info({ action: 'sign-in', address }, 'signed in')
    return { redirect: input.next ?? `/${lang}` }
  },
})

/** Ends the session. */
export const signOut = formAction({
  name: 'sign-out',
  schema: z.object({}),
  needs: null,
  async run({ lang }) {
    const cookie = await sessionCookie()
    if (cookie !== null) await sendCookies(await closeSession(cookie))
    return { redirect: `/${lang}` }
  },
})
