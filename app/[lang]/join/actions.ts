'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { newPassword } from '../../../db/domain/password'
import { emailText, shortText } from '../../../db/domain/text'
import { join as useLink } from '../../../db/mutations/links'
import { signIn } from '../../../db/mutations/sessions'
import { store } from '../../../db/store/open'
import { formAction } from '../../_action'
import { log } from '../../_log'
import { sendCookies } from '../../_session'
import { agentOf, whereTo } from '../sign-in/_enter'

const token = z.string().regex(/^[\w-]{43}$/)
const limit = { most: 60, minutes: 15 }

/** Uses an invitation or reset link up: sets the password and signs in. */
export const acceptLink = formAction({
  name: 'accept-link',
  schema: newPassword.safeExtend({ token }),
  needs: null,
  isWayIn: true,
  limit,
  run: async ({ input, lang, now, address }) => enter(input, lang, now, address),
})

/** Uses the first link of all up: makes the administrator and signs in. */
export const becomeFirstAdmin = formAction({
  name: 'first-admin',
  schema: newPassword.safeExtend({ token, name: shortText(100), email: emailText() }),
  needs: null,
  isWayIn: true,
  limit,
  run: async ({ input, lang, now, address }) => enter(input, lang, now, address),
})

type Input = { token: string; password: string; name?: string; email?: string }

async function enter(input: Input, lang: string, now: Date, address: string) {
  const { email } = await useLink(store(), input.token, input, now)
  log().info({ action: 'join' }, 'one-time link used')
  const agent = agentOf(await headers())
  const { password } = input
  const { cookies, userId } = await signIn(store(), { email, password, address, agent }, now)
  await sendCookies(cookies)
  return { redirect: await whereTo(userId, { lang }) }
}
