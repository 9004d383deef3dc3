'use client'

import { useEffect, useState } from 'react'
import ar from '../_i18n/ar/common.json'
import en from '../_i18n/en/common.json'

/** What a reader sees when a page breaks: a number to report, never the error itself. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const [messages, setMessages] = useState(en.error)
  const [reference, setReference] = useState(error.digest ?? '–')
  useEffect(() => {
    const { lang, dataset } = document.documentElement
    setMessages(lang === 'ar' ? ar.error : en.error)
    if (dataset.request) setReference(dataset.request)
  }, [])
  return (
    <>
      <h1>{messages.title}</h1>
      <p>{messages.text.replace('{digest}', reference)}</p>
      <button type="button" onClick={reset}>
        {messages.again}
      </button>
    </>
  )
}
