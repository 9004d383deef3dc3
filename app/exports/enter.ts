import { env } from '../../db/cli/env'
import type { Reader } from '../../db/domain/policy'
import type { Named } from '../../db/queries/site-at'
import { store } from '../../db/store/open'
import type { Store } from '../../db/store/store'
import { brokenAnswer } from '../_broken'
import { isShut } from '../_entrance'
import { translator } from '../_i18n'
import { readerAt } from '../_session'

/** What a file is made from: the store, who asks (at the site of what they ask for), the public address, and the time. */
export type Entered = { store: Store; reader: Reader; origin: string; now: string }

/**
 * The handler of a file's route; every file of the register is handed out by one. `nameOf` says what the address names,
 * by which the reader's role is found. A private register's files are told to nobody but members.
 */
export function enterFile<Params>(
  nameOf: (params: Params, request: Request) => Named,
  answer: (entered: Entered, request: Request, params: Params) => Promise<Response>,
) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const params = await context.params
    try {
      const reader = await readerAt(nameOf(params, request))
      if (await isShut('', async () => reader)) return closedFile()
      const now = new Date().toISOString()
      const entered = { store: store(), reader, origin: env().publicOrigin, now }
      return await answer(entered, request, params)
    } catch (error) {
      return brokenAnswer(error, 'file')
    }
  }
}

/** A file of a private register, for whoever is no member: 401, kept by nobody. */
export function closedFile(): Response {
  const text = (['en', 'ar'] as const).map((lang) => translator(lang)('settings.closed')).join('\n')
  return new Response(`${text}\n`, {
    status: 401,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'WWW-Authenticate': 'Cookie realm="Tadmor"',
    },
  })
}
