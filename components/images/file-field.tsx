'use client'

import { type ChangeEvent, useState } from 'react'
import { useForm } from '../form/form'
import form from '../form/form.module.css'
import { described, useField } from '../form/use-field'

type Props = {
  name: string
  label: string
  hint: string
  accept: string
  /** The most bytes that are sent; a larger file is let go of at once, with what `tooLarge` says. */
  most: number
  texts: Record<'again' | 'tooLarge', string>
}

/** One file. A form that comes back cannot hold it, and says so. */
export function FileField({ name, label, hint, accept, most, texts }: Props) {
  const { state } = useForm()
  const field = useField(name, null)
  const [isTooLarge, setTooLarge] = useState(false)
  const check = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    setTooLarge(file !== undefined && file.size > most)
    if (file && file.size > most) target.value = ''
  }
  const error = isTooLarge ? texts.tooLarge : field.error
  return (
    <div className={form.field}>
      <label htmlFor={field.id}>{label}</label>
      <p id={field.hintId} className={form.hint}>
        {hint}
      </p>
      {error && (
        <p id={field.errorId} className={form.error} role={isTooLarge ? 'alert' : undefined}>
          {error}
        </p>
      )}
      {state.ok === false && <p className={form.hint}>{texts.again}</p>}
      <input
        {...described({ ...field, error }, hint)}
        id={field.id}
        type="file"
        name={name}
        accept={accept}
        onChange={check}
      />
    </div>
  )
}
