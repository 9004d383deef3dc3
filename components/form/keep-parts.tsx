'use client'

import { useEffect, useRef } from 'react'
import styles from './form.module.css'
import { UNSENT } from './form-state'
import type { Keep } from './keep'
import { letGo } from './typed'
import type { Held, Keeping } from './use-keeping'

/** What was found of a draft as the form opened, with the way to throw it away. */
export function DraftNote({ keep }: { keep: Keep }) {
  const { said, texts } = keep
  if (said === null) return null
  const discard = async (event: { preventDefault(): void; currentTarget: HTMLButtonElement }) => {
    const { form } = event.currentTarget
    event.preventDefault()
    if (!form) return
    letGo(keep.storageKey)
    // The answer leads back here, to a form that has to be drawn anew; on failure it still shows the draft.
    await keep.discard(UNSENT, new FormData(form)).catch(() => undefined)
    location.assign(keep.path)
  }
  return (
    <section className={styles.draft} aria-label={texts.title}>
      <p className={styles.title}>{texts.title}</p>
      <p>
        {said.since} {said.version} {texts.goOn}
      </p>
      <button
        type="submit"
        className={styles.quiet}
        formAction={keep.discard.bind(null, UNSENT) as unknown as (data: FormData) => void}
        onClick={discard}
      >
        {texts.discard}
      </button>
    </section>
  )
}

/** At the top of a form that could not be sent: why, and that nothing is lost. */
export function Unsent({ held, texts }: { held: Held; texts: Keep['texts'] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (held === 'lost') box.current?.focus()
  }, [held])
  if (held === null) return null
  return (
    <div
      ref={box}
      className={held === 'lost' ? styles.summary : styles.done}
      role={held === 'lost' ? 'alert' : 'status'}
      tabIndex={-1}
    >
      <p className={styles.title}>{held === 'lost' ? texts.notSent : texts.back}</p>
    </div>
  )
}

/** The button that keeps a draft, and one quiet line on how that went; spoken only when something is amiss. */
export function KeepBar({
  keep,
  lang,
  keeping,
  onKeep,
}: {
  keep: Keep
  lang: string
  keeping: Keeping
  onKeep: () => void
}) {
  const { texts } = keep
  return (
    <div className={styles.keep}>
      <button
        type="submit"
        className={styles.quiet}
        formAction={keep.keep.bind(null, UNSENT) as unknown as (data: FormData) => void}
        onClick={(event) => {
          event.preventDefault()
          onKeep()
        }}
      >
        {texts.keep}
      </button>
      <p className={styles.hint} aria-live={keeping.is === 'kept' ? 'off' : 'polite'}>
        <Line keeping={keeping} texts={texts} lang={lang} />
      </p>
    </div>
  )
}

function Line({ keeping, texts, lang }: { keeping: Keeping; texts: Keep['texts']; lang: string }) {
  switch (keeping.is) {
    case 'quiet':
      return texts.plain
    case 'watching':
      return texts.hint
    case 'kept':
      return texts.kept.replace('{time}', timeOf(keeping.at, lang))
    case 'lost':
      return texts.lost
    case 'restored':
      return texts.restored
    case 'refused':
      return keeping.why
    case 'signedOut':
      return (
        <>
          {texts.signedOut} <a href={keeping.signIn}>{texts.signIn}</a>
        </>
      )
  }
}

/** `12:03`, as the clock on the editor's wall says. */
function timeOf(at: Date, lang: string): string {
  const locale = lang === 'ar' ? 'ar-u-nu-latn' : 'en-GB'
  return at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}
