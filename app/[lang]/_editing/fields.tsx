'use client'

import { type FocusEvent, type ReactNode, useState } from 'react'
import { TextField } from '../../../components/form/fields'
import { useForm } from '../../../components/form/form'
import { LANG_FIELD, UNSENT } from '../../../components/form/form-state'
import { usePrefill } from '../../../components/form/prefilled'
import { useFocusInSight } from '../../../components/form/use-focus-in-sight'
import type { Lang } from '../../../db/domain/vocabulary'
import { echoDate } from './actions'
import type { Aside } from './answers'
import styles from './editing.module.css'

/**
 * A hidden field that keeps what was sent when a form comes back refused, unless the answer sets it anew: the version
 * a form started from must not slip forward unseen when the page around it is rendered again.
 */
export function KeptField({ name, value }: { name: string; value: string | number }) {
  const { state } = useForm()
  const begun = usePrefill()?.values[name]?.[0] ?? String(value)
  const kept = state.ok === false ? (state.values[name]?.[0] ?? '') : begun
  return <input key={kept} type="hidden" name={name} value={kept} />
}

type DateProps = {
  lang: Lang
  name: string
  label: string
  hint?: ReactNode
  value?: string | null
  qualifier?: string
}

/** A date in EDTF, read back in words: with the form's answer, and where scripts run also on leaving the field. */
export function DateField({ lang, name, label, hint, value, qualifier }: DateProps) {
  const { state } = useForm<Aside>()
  const [said, setSaid] = useState<{ words: string; isWrong?: boolean } | null>(null)
  useFocusInSight(said)
  const readBack = async (event: FocusEvent<HTMLInputElement>) => {
    const { form, value: typed } = event.target
    if (!typed.trim()) return setSaid({ words: '' })
    const data = new FormData()
    data.set(LANG_FIELD, lang)
    data.set('date', typed)
    const chosen = qualifier && form?.elements.namedItem(qualifier)
    if (chosen instanceof HTMLSelectElement) data.set('qualifier', chosen.value)
    const answer = await echoDate(UNSENT, data)
    setSaid(
      answer.ok
        ? { words: answer.title }
        : { words: answer.errors[0]?.message ?? '', isWrong: true },
    )
  }
  return (
    <div className={styles.date}>
      <TextField
        name={name}
        label={label}
        hint={hint}
        value={value}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        onBlur={readBack}
      />
      <output className={said?.isWrong ? styles.wrong : styles.echo}>
        {said?.words ?? state.extra?.echo?.[name]}
      </output>
    </div>
  )
}

/** What the form was answered beside errors: a notice, the record in the way. */
export function Notices() {
  const { state } = useForm<Aside>()
  const { notice, link } = state.extra ?? {}
  if (!notice && !link) return null
  return (
    <div className={styles.notice} role="note">
      {notice && <p>{notice}</p>}
      {link && (
        <p>
          <a href={link.href}>{link.label}</a>
        </p>
      )}
    </div>
  )
}
