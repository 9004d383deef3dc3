import type { FormAction, FormState } from './form-state'

/** Hidden field with the sealed permission to keep this form's text for the person it was made for. */
export const TICKET_FIELD = '_ticket'

/** What is said of a draft, its ways on already in words. */
export type DraftSaid = { since: string; version: string | null }

/** What keeping a draft is answered with: where to sign in, when nobody (or somebody else) is signed in any more. */
export type Kept = { signIn: string | null }

/** What turns on drafts in a form; made on the server, for one person, form and record. */
export type Keep = {
  ticket: string
  /** Under which text that could not be kept is held in the browser: tells persons, forms and records apart. */
  storageKey: string
  /** The draft as the form begins with it, or null. */
  begun: FormState<unknown> | null
  said: DraftSaid | null
  /** Where the form is. */
  path: string
  autosave: FormAction<Kept>
  keep: FormAction<never>
  discard: FormAction<never>
  texts: Record<(typeof KEEP_TEXTS)[number], string>
}

/** The messages under `drafts.form.` that a form needs. */
export const KEEP_TEXTS = [
  'keep',
  'kept',
  'plain',
  'hint',
  'lost',
  'notSent',
  'back',
  'signedOut',
  'signIn',
  'restored',
  'title',
  'goOn',
  'discard',
] as const
