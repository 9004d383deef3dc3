'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useForm } from '../../../components/form/form'
import { LANG_FIELD, UNSENT } from '../../../components/form/form-state'
import { useFocusInSight } from '../../../components/form/use-focus-in-sight'
import type { Lang } from '../../../db/domain/vocabulary'
import { findLikely } from './actions'
import type { Aside } from './answers'
import styles from './editing.module.css'

type Props = {
  lang: Lang
  /** What the form calls the fields that tell a source apart. */
  names: { title: string; url: string; archiveUrl?: string }
  texts: { title: string; lead: string }
  children: ReactNode
}

/**
 * Fields that describe a source, and the sources in the register that may be the same: with the form's answer, and where
 * scripts run also on leaving a field. What was shown is sent along, so that it is asked about once.
 */
export function LikelyWatch({ lang, names, texts, children }: Props) {
  const { state } = useForm<Aside>()
  const [found, setFound] = useState<Aside['likely'] | null>(null)
  useFocusInSight(found)
  const likely = found ?? state.extra?.likely ?? []
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const look = async ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || !Object.values(names).includes(target.name))
        return
      const data = new FormData()
      data.set(LANG_FIELD, lang)
      for (const [name, field] of Object.entries(names)) {
        const input = target.form?.elements.namedItem(field)
        if (input instanceof HTMLInputElement) data.set(name, input.value)
      }
      const answer = await findLikely(UNSENT, data)
      if (answer.ok) setFound(answer.extra ?? [])
    }
    const around = box.current
    around?.addEventListener('focusout', look)
    return () => around?.removeEventListener('focusout', look)
  }, [lang, names])
  return (
    <div ref={box} className={styles.stack}>
      {children}
      <div role="status">
        {likely.length > 0 && (
          <div className={styles.notice}>
            <p>
              <strong>{texts.title}</strong> {texts.lead}
            </p>
            <ul>
              {likely.map(({ id, href, label, why }) => (
                <li key={id}>
                  <a href={href} target="_blank" rel="noopener" dir="auto">
                    {label}
                  </a>{' '}
                  <span>({why})</span>
                  <input type="hidden" name="seen" value={id} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  )
}
