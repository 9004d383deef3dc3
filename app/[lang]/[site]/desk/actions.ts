'use server'

import { handleInput, workflowInput } from '../../../../db/domain/desk-input'
import { handleTip } from '../../../../db/mutations/tips'
import { setWorkflow } from '../../../../db/mutations/workflow'
import { placeOf } from '../../../../db/queries/editing'
import { store } from '../../../../db/store/open'
import { formAction } from '../../../_action'
import { callOf } from '../../_editing/answers'

/** Decides whether changes at a site wait to be accepted. */
export const changeWorkflow = formAction({
  name: 'set-workflow',
  schema: workflowInput,
  needs: 'administer',
  async run({ input, reader, lang, now }) {
    const call = callOf(input, reader, now)
    const { rev } = await setWorkflow(call)
    const { site } = await placeOf(call.store.db, reader, input.siteId)
    return { redirect: `/${lang}/${site}/desk?saved=${rev}` }
  },
})

/** Takes a word from outside up, or sets it aside. */
export const handleMessage = formAction({
  name: 'handle-tip',
  schema: handleInput,
  needs: 'record',
  async run({ input, reader, lang, now }) {
    const at = { store: store(), reader, now: now.toISOString() }
    const { siteId } = await handleTip(at, input)
    const { site } = await placeOf(at.store.db, reader, siteId)
    return { redirect: `/${lang}/${site}/desk` }
  },
})
