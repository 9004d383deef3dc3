'use client'

import { type ReactNode, useEffect, useId, useState } from 'react'
import styles from './images.module.css'

type Side = { src: string; width: number; height: number }
type Props = {
  before: Side
  after: Side
  texts: Record<'open' | 'close' | 'label' | 'value' | 'before' | 'after', string>
  /** Both pictures with their captions, which stay where they are. */
  children: ReactNode
}

/**
 * Two pictures one over the other, with a slider that says how much of the earlier one is shown, from the side on which
 * the text begins. The pictures with their captions stay in the page; these two are for the eye alone.
 */
export function Overlay({ before, after, texts, children }: Props) {
  const [canOpen, setCanOpen] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const [share, setShare] = useState(50)
  const id = useId()
  useEffect(() => setCanOpen(true), [])
  const said = texts.value
    .replace('@before@', String(share))
    .replace('@after@', String(100 - share))
  return (
    <>
      <div className={isOpen ? styles.stageBox : styles.unopened}>
        {isOpen && (
          <>
            <div
              className={styles.stage}
              aria-hidden="true"
              style={
                {
                  '--share': `${share}%`,
                  aspectRatio: `${after.width} / ${after.height}`,
                } as React.CSSProperties
              }
            >
              <img src={after.src} alt="" />
              <img src={before.src} alt="" className={styles.over} />
              <span className={styles.edge} />
            </div>
            <div className={styles.slider}>
              <span aria-hidden="true">{texts.before}</span>
              <input
                id={id}
                type="range"
                min={0}
                max={100}
                step={1}
                value={share}
                aria-label={texts.label}
                aria-valuetext={said}
                onChange={(event) => setShare(Number(event.target.value))}
              />
              <span aria-hidden="true">{texts.after}</span>
            </div>
          </>
        )}
      </div>
      <p className={styles.tools}>
        {canOpen && (
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? texts.close : texts.open}
          </button>
        )}
      </p>
      {children}
    </>
  )
}
