'use server'

import { randomUUID } from 'node:crypto'
import { tipInput } from '../../../../db/domain/desk-input'
import { NOBODY } from '../../../../db/domain/policy'
import { tell } from '../../../../db/mutations/tips'
import { requireSite } from '../../../../db/queries/sites'
import { store } from '../../../../db/store/open'
import { formAction } from '../../../_action'

/** Takes a word from outside and answers with its number. Nothing of what was typed is logged. */
export const tellUs = formAction({
  name: 'tell-us',
  schema: tipInput,
  needs: null,
  async run({ input, lang, t, now, address }) {
    const { id: siteId } = await requireSite(store().db, NOBODY, input.site, null)
    const telling = { store: store(), siteId, lang, address, now, id: randomUUID() }
    return { done: t('tips.done', await tell(input, telling)) }
  },
})
