'use server'

import { z } from 'zod'
import { env } from '../../../db/cli/env'
import { emailText, shortText } from '../../../db/domain/text'
import { ROLES } from '../../../db/domain/vocabulary'
import { invite, removePerson, renewLink, setRole } from '../../../db/mutations/people'
import { store } from '../../../db/store/open'
import { formAction } from '../../_action'
import { log } from '../../_log'

const role = z.enum(ROLES)
const userId = z.uuid()
const rev = z.coerce.number().int().positive()

/** Adds somebody and answers with their one-time link. */
export const addPerson = formAction({
  name: 'add-person',
  schema: z.object({ name: shortText(100), email: emailText(), role }),
  needs: 'administer',
  async run({ input, reader, t, now }) {
    const { link } = await invite(store(), input, { reader, now, origin: env().publicOrigin })
    log().info({ action: 'add-person', by: reader.userId, role: input.role }, 'invited')
    return { done: t('account.persons.linkMade', { name: input.name }), extra: { once: link } }
  },
})

/** Answers with a fresh one-time link for somebody who is a member. */
export const makeLink = formAction({
  name: 'make-link',
  schema: z.object({ userId }),
  needs: 'administer',
  async run({ input, reader, t, now }) {
    const { link, name } = await renewLink(store(), input, {
      reader,
      now,
      origin: env().publicOrigin,
    })
    log().info({ action: 'make-link', by: reader.userId, for: input.userId }, 'one-time link made')
    return { done: t('account.persons.linkMade', { name }), extra: { once: link } }
  },
})

/** Changes a role. */
export const changeRole = formAction({
  name: 'change-role',
  schema: z.object({ userId, role, rev }),
  needs: 'administer',
  async run({ input, reader, lang, now }) {
    await setRole(store(), input, { reader, now })
    log().info(
      { action: 'change-role', by: reader.userId, of: input.userId, role: input.role },
      'role changed',
    )
    return { redirect: `/${lang}/people` }
  },
})

/** Takes a membership away. */
export const removeMember = formAction({
  name: 'remove-member',
  schema: z.object({ userId, rev }),
  needs: 'administer',
  async run({ input, reader, lang, now }) {
    await removePerson(store(), input, { reader, now })
    log().info({ action: 'remove-member', by: reader.userId, of: input.userId }, 'member removed')
    return { redirect: `/${lang}/people` }
  },
})
