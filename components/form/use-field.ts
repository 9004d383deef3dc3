'use client'

import { useForm } from './form'
import { usePrefill } from './prefilled'

/** What a field shows: its ids, its error, and what was typed last or else what it began with. */
export function useField(name: string, initial: string | readonly string[] | null | undefined) {
  const { state, prefix } = useForm()
  const id = `${prefix}${name}`
  const error = state.errors.find((e) => e.field === name)?.message
  const given = initial == null ? [] : typeof initial === 'string' ? [initial] : initial
  const begun = usePrefill()?.values[name] ?? given
  const values = state.ok === false ? (state.values[name] ?? []) : begun
  return { id, error, values, hintId: `${id}-hint`, errorId: `${id}-error` }
}

/** `aria-` attributes that tie a control to its hint and error. */
export function described(
  field: { error: string | undefined; hintId: string; errorId: string },
  hint: unknown,
) {
  const ids = [hint ? field.hintId : '', field.error ? field.errorId : ''].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': field.error ? true : undefined }
}
