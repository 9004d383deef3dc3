'use server'

import { z } from 'zod'
import { env } from '../../../db/cli/env'
import { emailText, shortText } from '../../../db/domain/text'
import { LANGS, ROLES } from '../../../db/domain/vocabulary'
import {
  addRole,
  ban,
  invite,
  removeRole,
  renewLink,
  resetFactor,
  revokeLinks,
  setRole,
  unban,
} from '../../../db/mutations/people'
import { store } from '../../../db/store/open'
import { formAction } from '../../_action'
import { log } from '../../_log'
import { post } from '../../_mail'
import { letterWith } from './_letter'
import { linkAnswer } from './_link-answer'

const role = z.enum(ROLES)
const id = z.uuid()
const rev = z.coerce.number().int().positive()
const lang = z.enum(LANGS)
/** A site's id, or `all` for every site, which is null. */
const siteId = z
  .string()
  .min(1)
  .max(200)
  .transform((value) => (value === 'all' ? null : value))
const person = z.object({ userId: id })

/** Gives somebody a role, mails them their one-time link where that is set up, and shows it. */
export const addPerson = formAction({
  name: 'add-person',
  schema: z.object({ name: shortText(100), email: emailText(), role, siteId, lang }),
  needs: 'manage',
  async run({ input, reader, t, now }) {
    const acting = { reader, now, origin: env().publicOrigin }
    const { made } = await invite(store(), input, acting)
    const { name } = input
    log().info({ action: 'add-person', by: reader.userId, role: input.role }, 'invited')
    if (made === null) return { done: t('account.persons.hasAccount', { name }) }
    const told = { ...input, by: reader.name ?? '', isInvitation: true }
    return linkAnswer(t, name, made, await post(letterWith(made, told)))
  },
})

/** Gives a member one more role. */
export const giveRole = formAction({
  name: 'give-role',
  schema: z.object({ userId: id, role, siteId }),
  needs: 'manage',
  async run({ input, reader, lang, now }) {
    await addRole(store(), input, { reader, now })
    log().info({ action: 'give-role', by: reader.userId, of: input.userId }, 'role given')
    return { redirect: `/${lang}/people/${input.userId}` }
  },
})

/** Makes a fresh one-time link for somebody who is a member, mails it where that is set up, and shows it. */
export const makeLink = formAction({
  name: 'make-link',
  schema: z.object({ userId: id, lang }),
  needs: 'manage',
  async run({ input, reader, t, now }) {
    const acting = { reader, now, origin: env().publicOrigin }
    const made = await renewLink(store(), input, acting)
    log().info({ action: 'make-link', by: reader.userId, for: input.userId }, 'one-time link made')
    const told = { ...made, by: reader.name ?? '', lang: input.lang }
    return linkAnswer(t, made.name, made, await post(letterWith(made, told)))
  },
})

/** Takes back the links that somebody has not used. */
export const revokeLink = formAction({
  name: 'revoke-link',
  schema: person,
  needs: 'manage',
  async run({ input, reader, lang }) {
    await revokeLinks(store(), input, { reader })
    log().info({ action: 'revoke-link', by: reader.userId, for: input.userId }, 'links taken back')
    return { redirect: `/${lang}/people/${input.userId}` }
  },
})

/** Changes a role. */
export const changeRole = formAction({
  name: 'change-role',
  schema: z.object({ id, role, rev }),
  needs: 'manage',
  async run({ input, reader, lang, now }) {
    await setRole(store(), input, { reader, now })
    log().info({ action: 'change-role', by: reader.userId, role: input.role }, 'role changed')
    return { redirect: `/${lang}/people` }
  },
})

/** Takes a role away. */
export const removeMember = formAction({
  name: 'remove-member',
  schema: z.object({ id, rev }),
  needs: 'manage',
  async run({ input, reader, lang, now }) {
    await removeRole(store(), input, { reader, now })
    log().info({ action: 'remove-member', by: reader.userId }, 'role taken away')
    return { redirect: `/${lang}/people` }
  },
})

/** Shuts somebody out. */
export const banPerson = formAction({
  name: 'ban',
  schema: z.object({ userId: id, reason: shortText(500) }),
  needs: 'manage',
  async run({ input, reader, lang, now }) {
    await ban(store(), input, { reader, now })
    log().info({ action: 'ban', by: reader.userId, of: input.userId }, 'banned')
    return { redirect: `/${lang}/people/${input.userId}` }
  },
})

/** Lets somebody in again. */
export const unbanPerson = formAction({
  name: 'unban',
  schema: person,
  needs: 'manage',
  async run({ input, reader, lang, now }) {
    await unban(store(), input, { reader, now })
    log().info({ action: 'unban', by: reader.userId, of: input.userId }, 'ban lifted')
    return { redirect: `/${lang}/people/${input.userId}` }
  },
})

/** Takes a lost second factor away. */
export const resetSecondFactor = formAction({
  name: 'reset-factor',
  schema: person,
  needs: 'manage',
  async run({ input, reader, lang, now }) {
    await resetFactor(store(), input, { reader, now })
    log().info({ action: 'reset-factor', by: reader.userId, of: input.userId }, 'factor reset')
    return { redirect: `/${lang}/people/${input.userId}` }
  },
})
