'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** How soon it asks for the first time, in milliseconds; each time it waits twice as long. */
const FIRST_MS = 250

/** Stands for counts that are not there yet, and asks for them; without JavaScript the link does. */
export function Counting({ label, again, href }: { label: string; again: string; href: string }) {
  const { refresh } = useRouter()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const askAfter = (ms: number) => {
      timer = setTimeout(() => {
        refresh()
        askAfter(2 * ms)
      }, ms)
    }
    askAfter(FIRST_MS)
    return () => clearTimeout(timer)
  }, [refresh])
  return (
    <p role="status">
      {label} <a href={href}>{again}</a>
    </p>
  )
}
