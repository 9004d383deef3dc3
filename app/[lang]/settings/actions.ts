'use server'

import { z } from 'zod'
import { INSTANCE_ACCESS } from '../../../db/domain/vocabulary'
import { setAccess } from '../../../db/mutations/instance'
import { store } from '../../../db/store/open'
import { formAction } from '../../_action'
import { log } from '../../_log'

/** Opens the register to everybody, or closes it to all but members. */
export const changeAccess = formAction({
  name: 'change-access',
  schema: z.object({
    access: z.enum(INSTANCE_ACCESS),
    rev: z.coerce.number().int().nonnegative(),
  }),
  needs: 'administer',
  async run({ input, reader, lang, now }) {
    await setAccess(store(), input, { reader, now })
    log().info({ action: 'change-access', by: reader.userId, access: input.access }, 'set')
    return { redirect: `/${lang}/settings` }
  },
})
