'use server'

import { z } from 'zod'
import type { Kept } from '../../../components/form/keep'
import { DomainError } from '../../../db/domain/errors'
import { discardDraft as discard, keepDraft as keep } from '../../../db/mutations/drafts'
import { store } from '../../../db/store/open'
import { DRAFT_LIMIT, formAction, type Outcome, type Request } from '../../_action'
import { signInFor } from '../../_ticket'

/** Whatever a form holds: it is not looked at before it is sent. */
const anything = z.looseObject({})

/** Keeps what is being typed and says so, or where to sign in again. */
export const autosave = formAction({
  name: 'autosave',
  schema: anything,
  needs: null,
  limit: DRAFT_LIMIT,
  isDesk: true,
  async run(request): Promise<Outcome<Kept>> {
    const { isPresent, signIn } = await kept(request)
    return { done: '', extra: { signIn: isPresent ? null : signIn } }
  },
})

/** Keeps what has been typed and shows the form with it, or the way to sign in again. */
export const keepDraft = formAction({
  name: 'keep-draft',
  schema: anything,
  needs: null,
  limit: DRAFT_LIMIT,
  isDesk: true,
  async run(request) {
    const { isPresent, signIn, path } = await kept(request)
    return { redirect: isPresent ? path : signIn }
  },
})

/** Throws a draft away and goes back to where its button was: the form, or the list that sends `backTo`. */
export const discardDraft = formAction({
  name: 'discard-draft',
  schema: anything,
  needs: null,
  isDesk: true,
  async run({ draft, reader, lang, typed }) {
    if (draft === null) throw new DomainError('invalid', null, 'no_ticket')
    if (draft.userId !== reader.userId) throw new DomainError('forbidden')
    await discard(store(), draft)
    return { redirect: typed.backTo?.[0] === 'list' ? `/${lang}/drafts` : draft.path }
  },
})

async function kept({ draft, reader, lang, typed, now }: Request<unknown>) {
  if (draft === null) throw new DomainError('invalid', null, 'no_ticket')
  const isPresent = draft.userId === reader.userId
  await keep(store(), draft, typed, { now, isPresent })
  return { isPresent, signIn: signInFor(lang, draft), path: draft.path }
}
