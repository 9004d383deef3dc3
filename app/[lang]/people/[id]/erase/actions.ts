'use server'

import { eraseInput } from '../../../../../db/domain/sensitivity'
import { eraseUser } from '../../../../../db/mutations/erase'
import { formAction } from '../../../../_action'
import { log } from '../../../../_log'
import { callOf } from '../../../_editing/answers'
import { tellErased } from '../../../_erased'

/** Erases somebody who kept the register: account, and name in every revision. */
export const eraseAccount = formAction({
  name: 'erase-user',
  schema: eraseInput,
  needs: 'administer',
  async run({ input, reader, t, now }) {
    const { isClean } = await eraseUser(callOf(input, reader, now))
    log().info({ action: 'erase-user', by: reader.userId, of: input.id, isClean }, 'person erased')
    return tellErased(t, isClean, 'persons.userDone')
  },
})
