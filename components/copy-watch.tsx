'use client'

import { useEffect, useState } from 'react'
import styles from './copy-link.module.css'

type Props = {
  /** Says that a link has been copied; and, where it could not be, how to copy it oneself. */
  copied: string
  byHand: string
}
type Copied = { link: string; button: HTMLElement; isDone: boolean }

const SHOWN_FOR = 5000

/** Copies the link of any button with `data-copy`, and says so. One watches over the whole page. */
export function CopyWatch({ copied, byHand }: Props) {
  const [last, setLast] = useState<Copied | null>(null)
  useEffect(() => {
    let timer = 0
    const copy = async ({ target }: MouseEvent) => {
      const button = (target as Element).closest<HTMLElement>('[data-copy]')
      if (!button) return
      clearTimeout(timer)
      const link = linkOf(button)
      // Without https, or where it is forbidden, there is no clipboard to write to.
      const isDone = await Promise.resolve(navigator.clipboard?.writeText(link)).then(
        () => 'clipboard' in navigator,
        () => false,
      )
      setLast({ link, button, isDone })
      if (isDone) timer = window.setTimeout(() => setLast(null), SHOWN_FOR)
    }
    document.addEventListener('click', copy)
    return () => document.removeEventListener('click', copy)
  }, [])
  const leave = () => {
    setLast(null)
    last?.button.focus()
  }
  return (
    <div className={styles.told}>
      <p aria-live="polite">{last?.isDone && `${copied} ${last.link}`}</p>
      {last && !last.isDone && (
        <label>
          {byHand}{' '}
          <input
            ref={(input) => input?.select()}
            dir="ltr"
            readOnly
            value={last.link}
            onBlur={() => setLast(null)}
            onKeyDown={({ key }) => key === 'Escape' && leave()}
          />
        </label>
      )}
    </div>
  )
}

/** The absolute address that a button copies. What a form has just saved belongs to nobody else's page. */
function linkOf({ dataset: { copy = '', pin = '' } }: HTMLElement): string {
  const url = new URL(copy, location.href)
  for (const [name, value] of new URLSearchParams(pin)) url.searchParams.set(name, value)
  url.searchParams.delete('saved')
  if (copy === '') url.hash = ''
  return url.href
}
