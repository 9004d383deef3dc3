'use client'

import { useEffect, useId, useState } from 'react'
import { useForm } from './form'
import styles from './form.module.css'

/** The link that a form has just made, to be copied. It is nowhere else: only its hash is kept. */
export function OneTimeLink({
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
  const { state } = useForm<{ link: string }>()
  const id = useId()
  const [canCopy, setCanCopy] = useState(false)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => setCanCopy('clipboard' in navigator), [])
  const link = state.extra?.link
  if (link === undefined) return null
  const toClipboard = () => navigator.clipboard.writeText(link).then(() => setCopied(true))
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <p className={styles.hint}>{hint}</p>
      <input
        id={id}
        dir="ltr"
        readOnly
        value={link}
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
