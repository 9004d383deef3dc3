'use client'

import { useEffect, useRef, useState } from 'react'
import type { Condition } from '../../../../db/domain/vocabulary'

/** What the claim's form asks the watch to look at. */
const FIELDS = ['subjectId', 'property', 'condition']

/** "Nobody looked" and "could not tell" contradict nothing. */
const INDEFINITE = ['unknown', 'not_visible']

/**
 * Unticks "and this is our conclusion" as soon as the condition chosen differs from the one in force, and says what
 * recording it alone would show. A box that the editor has ticked or unticked is left alone. The server asks again.
 */
export function ContestedWatch({
  conditions,
  notice,
}: {
  conditions: Record<string, Condition>
  notice: string
}) {
  const place = useRef<HTMLParagraphElement>(null)
  const [differs, setDiffers] = useState(false)
  useEffect(() => {
    const form = place.current?.closest('form')
    if (!form) return
    let isChosen = false
    const look = (event: Event) => {
      const name = (event.target as HTMLInputElement).name
      if (name === 'conclude') isChosen = true
      if (!FIELDS.includes(name)) return
      const typed = new FormData(form)
      const [subject, property, condition] = FIELDS.map((field) => String(typed.get(field) ?? ''))
      const inForce = conditions[subject ?? '']
      const isOther =
        property === 'condition' &&
        Boolean(condition && inForce) &&
        condition !== inForce &&
        !INDEFINITE.includes(condition ?? '')
      setDiffers(isOther)
      const box = form.querySelector<HTMLInputElement>('input[type=checkbox][name=conclude]')
      if (box && !isChosen) box.checked = !isOther
    }
    form.addEventListener('change', look)
    return () => form.removeEventListener('change', look)
  }, [conditions])
  return (
    <p ref={place} role="status" hidden={!differs}>
      {notice}
    </p>
  )
}
