'use client'

import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'
import { useForm } from './form'
import styles from './form.module.css'
import { described, useField } from './use-field'

/** What every field takes: texts already translated, and the value it begins with. */
export type FieldProps = {
  name: string
  label: string
  hint?: ReactNode
  value?: string | null | undefined
}
export type Option = { value: string; label: string; hint?: string; lang?: string }

type TextProps = FieldProps &
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'type' | 'autoComplete' | 'inputMode' | 'dir' | 'lang' | 'list' | 'spellCheck' | 'onBlur'
  >

/** One line of text. A password is never filled in again. */
export function TextField({ name, label, hint, value, ...input }: TextProps) {
  const field = useField(name, value)
  return (
    <Labelled field={field} label={label} hint={hint}>
      <input
        {...input}
        {...described(field, hint)}
        id={field.id}
        name={name}
        defaultValue={field.values[0] ?? ''}
      />
    </Labelled>
  )
}

type AreaProps = FieldProps &
  Pick<TextareaHTMLAttributes<HTMLTextAreaElement>, 'rows' | 'dir' | 'lang'>

/** Text of several lines. */
export function TextArea({ name, label, hint, value, ...area }: AreaProps) {
  const field = useField(name, value)
  return (
    <Labelled field={field} label={label} hint={hint}>
      <textarea
        rows={4}
        {...area}
        {...described(field, hint)}
        id={field.id}
        name={name}
        defaultValue={field.values[0] ?? ''}
      />
    </Labelled>
  )
}

type Choice = FieldProps & {
  options: readonly Option[]
  groups?: readonly { label: string; options: readonly Option[] }[]
  none?: string
}

/** One of a list. `none` names the empty choice that stands first. */
export function Select({ name, label, hint, value, options, groups = [], none }: Choice) {
  const field = useField(name, value)
  return (
    <Labelled field={field} label={label} hint={hint}>
      <select
        {...described(field, hint)}
        id={field.id}
        name={name}
        defaultValue={field.values[0] ?? ''}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(asOption)}
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(asOption)}
          </optgroup>
        ))}
      </select>
    </Labelled>
  )
}

const asOption = ({ value, label, lang }: Option) => (
  <option key={value} value={value} lang={lang}>
    {label}
  </option>
)

/** One of a few, all in sight. The first carries the id that the error summary leads to. */
export function Radios({ name, label, hint, value, options }: Omit<Choice, 'none' | 'groups'>) {
  const field = useField(name, value)
  return (
    <fieldset className={styles.field} {...described(field, hint)}>
      <legend>{label}</legend>
      <Notes field={field} hint={hint} />
      {options.map((option, i) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="radio"
            id={i === 0 ? field.id : undefined}
            name={name}
            value={option.value}
            defaultChecked={field.values[0] === option.value}
          />
          <span>
            {option.label}
            {option.hint && <span className={styles.hint}>{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Something to tick; sends `on` unless told otherwise. Several of one name send a list. */
export function Checkbox({
  name,
  label,
  hint,
  on = 'on',
  checked,
}: Omit<FieldProps, 'value'> & { on?: string; checked?: boolean }) {
  const field = useField(name, checked ? on : null)
  const { error: _, ...rest } = field
  const id = on === 'on' ? field.id : `${field.id}-${on}`
  const own = on === 'on' ? field : { ...rest, error: undefined, hintId: `${id}-hint` }
  return (
    <div className={styles.field}>
      <label className={styles.choice}>
        <input
          {...described(own, hint)}
          type="checkbox"
          id={id}
          name={name}
          value={on}
          defaultChecked={field.values.includes(on)}
        />
        <span>{label}</span>
      </label>
      <Notes field={own} hint={hint} />
    </div>
  )
}

/** Something the reader does not type, such as the version that the form began with. Always what the server last sent. */
export function HiddenField({ name, value }: { name: string; value: string | number }) {
  return <input key={value} type="hidden" name={name} value={value} />
}

/** Fields that belong together. `name` is that of a list among them, whose error is told here. */
export function Fieldset({
  legend,
  hint,
  name = '',
  children,
}: {
  legend: string
  hint?: ReactNode
  name?: string
  children: ReactNode
}) {
  const field = useField(name, null)
  return (
    <fieldset
      id={name ? field.id : undefined}
      className={styles.group}
      {...(name ? described(field, hint) : {})}
    >
      <legend>{legend}</legend>
      {name ? <Notes field={field} hint={hint} /> : hint && <p className={styles.hint}>{hint}</p>}
      {children}
    </fieldset>
  )
}

/** Sends the form; `name` and `value` tell apart several. A second press while it is under way does nothing. */
export function Submit({
  label,
  pending,
  name,
  value,
  quiet,
}: {
  label: string
  pending: string
  name?: string
  value?: string
  quiet?: boolean
}) {
  const { isPending, isSentByKeys } = useForm()
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={quiet ? styles.quiet : undefined}
      aria-disabled={isPending || undefined}
      aria-keyshortcuts={isSentByKeys ? 'Control+Enter' : undefined}
      onClick={(event) => isPending && event.preventDefault()}
    >
      {isPending ? pending : label}
    </button>
  )
}

type Field = { id: string; error: string | undefined; hintId: string; errorId: string }

function Labelled({
  field,
  label,
  hint,
  children,
}: {
  field: Field
  label: string
  hint: ReactNode
  children: ReactNode
}) {
  return (
    <div className={styles.field}>
      <label htmlFor={field.id}>{label}</label>
      <Notes field={field} hint={hint} />
      {children}
    </div>
  )
}

function Notes({ field, hint }: { field: Field; hint: ReactNode }) {
  return (
    <>
      {hint && (
        <p id={field.hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      {field.error && (
        <p id={field.errorId} className={styles.error}>
          {field.error}
        </p>
      )}
    </>
  )
}
