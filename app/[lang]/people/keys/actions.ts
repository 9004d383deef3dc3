'use server'

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { dayText, optional } from '../../../../db/domain/fields'
import { shortText } from '../../../../db/domain/text'
import { ROLES } from '../../../../db/domain/vocabulary'
import { makeKey, revokeKey } from '../../../../db/mutations/keys'
import { store } from '../../../../db/store/open'
import { formAction } from '../../../_action'
import { log } from '../../../_log'

/** Makes a key and answers with its secret, which is shown this once. */
export const addKey = formAction({
  name: 'add-key',
  schema: z.object({
    name: shortText(60),
    userId: z.uuid(),
    role: z.enum(ROLES),
    lastDay: optional(dayText),
  }),
  needs: 'manage',
  async run({ input, reader, t, now }) {
    const id = randomUUID()
    const { secret } = await makeKey(store(), { id, ...input }, { reader, now })
    log().info({ action: 'add-key', by: reader.userId, for: input.userId, key: id }, 'key made')
    return { done: t('api.admin.madeKey', { name: input.name }), extra: { once: secret } }
  },
})

/** Revokes a key. */
export const dropKey = formAction({
  name: 'drop-key',
  schema: z.object({ id: z.uuid() }),
  needs: 'manage',
  async run({ input, reader, lang, now }) {
    await revokeKey(store(), input, { reader, now })
    log().info({ action: 'drop-key', by: reader.userId, key: input.id }, 'key revoked')
    return { redirect: `/${lang}/people/keys` }
  },
})
