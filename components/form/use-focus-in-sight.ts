'use client'

import { useEffect } from 'react'

/** Keeps the field that has the focus in sight when an answer about another comes late and moves it (WCAG 2.4.11). */
export function useFocusInSight(answer: unknown): void {
  useEffect(() => {
    const focused = document.activeElement
    if (answer !== null && focused !== document.body) focused?.scrollIntoView({ block: 'nearest' })
  }, [answer])
}
