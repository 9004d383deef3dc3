'use server'

import { refresh } from 'next/cache'
import { acceptInput, chosenInput, sendBackInput } from '../../../../../db/domain/desk-input'
import { DomainError } from '../../../../../db/domain/errors'
import { accept, carry, decide, takeBack } from '../../../../../db/mutations/proposals'
import { proposalPath } from '../../../../../db/queries/proposals'
import { store } from '../../../../../db/store/open'
import { formAction, type Outcome } from '../../../../_action'
import { callOf } from '../../../_editing/answers'

/** Accepts a proposal as it was shown; what has moved since is shown again. */
export const acceptProposal = formAction({
  name: 'accept-proposal',
  schema: acceptInput,
  needs: 'review',
  async run({ input, reader, lang, now }) {
    const { proposal: id, version, shown } = input
    return shownAgain(id, lang, () => accept(callOf(null, reader, now), { id, version }, shown))
  },
})

/** Returns a proposal to who made it, or rejects it. */
export const sendBack = formAction({
  name: 'send-back',
  schema: sendBackInput,
  needs: 'review',
  async run({ input, reader, lang, now }) {
    const { proposal: id, version, ...decision } = input
    return shownAgain(id, lang, () => decide(callOf(null, reader, now), { id, version }, decision))
  },
})

/** Carries a proposal over to the newest revision, where others have changed other fields. */
export const carryProposal = formAction({
  name: 'carry-proposal',
  schema: chosenInput,
  needs: 'review',
  async run({ input, reader, lang, now }) {
    const { proposal: id, version } = input
    return shownAgain(id, lang, () => carry(callOf(null, reader, now), { id, version }))
  },
})

/** Takes one's own proposal back. */
export const takeProposalBack = formAction({
  name: 'take-back',
  schema: chosenInput,
  needs: 'record',
  async run({ input, reader, lang, now }) {
    const { proposal: id, version } = input
    return shownAgain(id, lang, () => takeBack(callOf(null, reader, now), { id, version }))
  },
})

/** Takes the step and shows the proposal; when it cannot be taken, the page around the form is drawn anew. */
async function shownAgain(
  id: string,
  lang: string,
  step: () => Promise<unknown>,
): Promise<Outcome<never>> {
  try {
    await step()
  } catch (error) {
    if (error instanceof DomainError) refresh()
    throw error
  }
  return { redirect: `/${lang}${await proposalPath(store().db, id)}` }
}
