/** What an action answers a form with; a client gets it back as the state of `useActionState`. */
export interface FormState<Extra = unknown> {
  /** null before the first answer. */
  ok: boolean | null
  /** The heading of the answer, in the page's language. */
  title: string
  /** `field` is a form field's name, or null for what is wrong with the whole. */
  errors: { field: string | null; message: string }[]
  /** Everything typed, by field name, so that it can be shown again; never a password. Empty once accepted. */
  values: Record<string, string[]>
  /** Differs from answer to answer: the fields are made anew with it, because React resets them after an action. */
  key: string
  /** What else the form shows: a link to copy, the two versions of a conflict. */
  extra?: Extra | undefined
}

/** A form that nobody has sent yet. */
export const UNSENT: FormState<never> = { ok: null, title: '', errors: [], values: {}, key: '' }

/** A server action made by `formAction`. */
export type FormAction<Extra = unknown> = (
  state: FormState<Extra>,
  data: FormData,
) => Promise<FormState<Extra>>

/** Hidden field that tells the action which language to answer in. */
export const LANG_FIELD = '_lang'

/** Hidden field that names the proposal that a form amends. */
export const AMENDS_FIELD = '_amends'
