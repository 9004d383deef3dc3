'use server'

import { encode } from 'uqr'
import { z } from 'zod'
import {
  beginFactor,
  confirmFactor,
  hasFactor,
  renewCodes,
  turnFactorOff,
} from '../../../../db/mutations/factor'
import { store } from '../../../../db/store/open'
import { formAction } from '../../../_action'
import { log } from '../../../_log'
import { sendCookies, sessionCookie } from '../../../_session'
import type { Told } from './told'

const password = z.string().max(1000)
const limit = { most: 30, minutes: 15 }
const own = async () => (await sessionCookie()) ?? ''

/**
 * Sets a second factor up, in two steps of one form: the password shows the secret, a code made from it turns the factor on
 * and shows the recovery codes. Once it is on, the password makes new recovery codes. All in one action, since without
 * scripts an answer is shown only by a form of the same action.
 */
export const setUp = formAction({
  name: 'factor-set-up',
  schema: z.union([
    z.object({ code: z.string().min(1).max(20) }),
    z.object({ presentPassword: password }),
  ]),
  needs: 'account',
  limit,
  /** A refused code leaves the second step standing: what was scanned still counts. */
  aside: (sent): Told => ({ step: sent.code === undefined ? 'password' : 'code' }),
  async run({ input, reader, t, now }) {
    const cookie = await own()
    if ('code' in input) {
      const { codes, cookies } = await confirmFactor(store(), input, { reader, cookie }, now)
      await sendCookies(cookies)
      log().info({ action: 'factor-set-up', by: reader.userId }, 'second factor on')
      return { done: t('factor.done'), extra: { step: 'done', codes } as Told }
    }
    const asked = { password: input.presentPassword }
    if (await hasFactor(store(), reader.userId ?? '')) {
      const codes = await renewCodes(store(), asked, { reader, cookie }, now)
      log().info({ action: 'factor-set-up', by: reader.userId }, 'new recovery codes')
      return { done: t('factor.codesMade'), extra: { step: 'done', codes } as Told }
    }
    const { uri, secret } = await beginFactor(store(), asked, { reader, cookie }, now)
    return { done: t('factor.scan'), extra: { step: 'code', secret, qr: drawn(uri) } as Told }
  },
})

/** Turns the second factor off. */
export const turnOff = formAction({
  name: 'factor-off',
  schema: z.object({ presentPassword: password }),
  needs: 'account',
  limit,
  async run({ input, reader, lang, now }) {
    const asked = { password: input.presentPassword }
    await sendCookies(await turnFactorOff(store(), asked, { reader, cookie: await own() }, now))
    log().info({ action: 'factor-off', by: reader.userId }, 'second factor off')
    return { redirect: `/${lang}/account` }
  },
})

/** A QR code as the path of one SVG figure, a unit per module, with its quiet zone of four. */
function drawn(uri: string): { size: number; path: string } {
  const { size, data } = encode(uri, { border: 4 })
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return { size, path }
}
