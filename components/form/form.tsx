'use client'

import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useId,
  useRef,
} from 'react'
import type { Lang } from '../../db/domain/vocabulary'
import styles from './form.module.css'
import { AMENDS_FIELD, type FormAction, type FormState, LANG_FIELD, UNSENT } from './form-state'
import { type Keep, TICKET_FIELD } from './keep'
import { DraftNote, KeepBar, Unsent } from './keep-parts'
import { usePrefill } from './prefilled'
import { useKeeping } from './use-keeping'

type Context = { state: FormState; prefix: string; isPending: boolean; isSentByKeys: boolean }
const FormContext = createContext<Context>({
  state: UNSENT,
  prefix: 'form',
  isPending: false,
  isSentByKeys: false,
})

/** The latest answer to the form that a component stands in, the prefix of its ids, and whether it is being sent. */
export function useForm<Extra = unknown>(): Context & { state: FormState<Extra> } {
  return useContext(FormContext) as Context & { state: FormState<Extra> }
}

type Props<Extra> = {
  action: FormAction<Extra>
  lang: Lang
  label?: string
  className?: string
  /** Turns on drafts: see `keepFor`. */
  keep?: Keep | undefined
  children: ReactNode
}

/**
 * A form around an action, with or without JavaScript. A refused answer comes back with a summary of what is wrong,
 * each line a link to its field, and everything typed still there; with JavaScript the focus moves to the summary.
 */
export function Form<Extra>({ action, lang, label, className, keep, children }: Props<Extra>) {
  const begun = (keep?.begun ?? UNSENT) as FormState<Extra>
  const [state, send, isPending] = useActionState<FormState<Extra>, FormData>(
    action,
    begun as never,
  )
  const prefix = useId()
  const form = useRef<HTMLFormElement>(null)
  const { keeping, unsent, isChecking, beforeSending, keepNow } = useKeeping(keep, form)
  const amends = usePrefill()?.amends
  return (
    <FormContext
      value={{
        state,
        prefix,
        isPending: isPending || isChecking,
        isSentByKeys: keep !== undefined,
      }}
    >
      <form
        ref={form}
        action={send}
        onSubmit={keep && beforeSending}
        onKeyDown={keep && sendByKeys}
        className={className ?? styles.form}
        aria-label={label}
        noValidate
      >
        <input type="hidden" name={LANG_FIELD} value={lang} />
        {keep && <input type="hidden" name={TICKET_FIELD} value={keep.ticket} />}
        {keep && <Unsent held={unsent} texts={keep.texts} />}
        {amends && <input type="hidden" name={AMENDS_FIELD} value={amends} />}
        <Summary />
        {keep && state.key === keep.begun?.key && <DraftNote keep={keep} />}
        <div key={state.key} className={styles.fields}>
          {children}
        </div>
        {keep && <KeepBar keep={keep} lang={lang} keeping={keeping} onKeep={keepNow} />}
      </form>
    </FormContext>
  )
}

/** Control or Command with Enter sends the form from any of its fields. */
function sendByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.requestSubmit(
    event.currentTarget.querySelector<HTMLElement>(`.${styles.fields} [type=submit]:not([name])`),
  )
}

function Summary() {
  const { state, prefix } = useForm()
  const box = useRef<HTMLDivElement>(null)
  // Every new answer takes the focus, also one equal to the last.
  useEffect(() => {
    if (state.ok !== null && state.title !== '') box.current?.focus()
  }, [state.key])
  if (state.ok === null || state.title === '') return null
  return (
    <div
      ref={box}
      className={state.ok ? styles.done : state.errors.length > 0 ? styles.summary : styles.look}
      role={state.ok ? 'status' : 'alert'}
      tabIndex={-1}
    >
      <p className={styles.title}>{state.title}</p>
      {state.errors.length > 0 && (
        <ul>
          {state.errors.map(({ field, message }) => (
            <li key={`${field}${message}`}>
              {field === null ? message : <a href={`#${prefix}${field}`}>{message}</a>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
