'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const AGAIN_MS = 1500

/** Stands for counts that are not there yet, and asks for them; without JavaScript the link does. */
export function Counting({ label, again, href }: { label: string; again: string; href: string }) {
  const { refresh } = useRouter()
  useEffect(() => {
    const timer = setInterval(refresh, AGAIN_MS)
    return () => clearInterval(timer)
  }, [refresh])
  return (
    <p role="status">
      {label} <a href={href}>{again}</a>
    </p>
  )
}
