'use client'

import { useEffect, useId, useState } from 'react'
import { useForm } from './form'
import styles from './form.module.css'

/** A link or secret that a form has just made, to be copied. It is nowhere else: only its hash is kept. */
export function ShownOnce({
  label,
  hint,
  copy,
  copied,
}: {
  label: string
  hint: string
  copy: string
  copied: string
}) {
  const { state } = useForm<{ once: string }>()
  const id = useId()
  const [canCopy, setCanCopy] = useState(false)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => setCanCopy('clipboard' in navigator), [])
  const once = state.extra?.once
  if (once === undefined) return null
  const toClipboard = () => navigator.clipboard.writeText(once).then(() => setCopied(true))
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <p className={styles.hint}>{hint}</p>
      <input
        id={id}
        dir="ltr"
        readOnly
        value={once}
        onFocus={(event) => event.currentTarget.select()}
      />
      {canCopy && (
        <p>
          <button type="button" className={styles.quiet} onClick={toClipboard}>
            {copy}
          </button>{' '}
          <span role="status">{isCopied ? copied : ''}</span>
        </p>
      )}
    </div>
  )
}
