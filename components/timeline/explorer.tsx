'use client'

import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import styles from './timeline.module.css'

type Props = { label: string; hint: string; children: ReactNode }
type Told = { name: string; words: string[] }

/** How near to the pointer, in CSS pixels, a mark must stand to be told. */
const NEAR = 7

/**
 * Lets a picture be explored by pointer, touch and keyboard: one stop of the Tab key, arrows from there; a line and a
 * readout follow. Everything it tells is in the titles of the picture already, which need no script.
 */
export function Explorer({ label, hint, children }: Props) {
  const root = useRef<HTMLElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const [told, setTold] = useState<Told | null>(null)
  const [isReady, setReady] = useState(false)
  const hintId = useId()

  useEffect(() => {
    const first = root.current?.querySelector('[data-stop]')
    first?.setAttribute('tabindex', '0')
    setReady(true)
  }, [])

  /** Tells what a row shows at a share of its width, and puts the line there. */
  function tell(track: Element, share: number) {
    const box = track.getBoundingClientRect()
    const margin = NEAR / box.width
    const at = stopsOf(track).filter(({ left, right, isBar }) =>
      isBar ? left <= share && share <= right : left - margin <= share && share <= right + margin,
    )
    const bar = at.filter((stop) => stop.isBar).at(-1)
    const stops = [...(bar ? [bar] : []), ...at.filter((stop) => !stop.isBar)]
    setTold({
      name: track.getAttribute('data-track') ?? '',
      words: stops.map((stop) => stop.element.querySelector('title')?.textContent ?? ''),
    })
    const x = box.left + share * box.width - (root.current?.getBoundingClientRect().left ?? 0)
    if (line.current) line.current.style.left = `${x}px`
  }

  function onPointer(event: PointerEvent) {
    const track = (event.target as Element).closest('[data-track]')
    if (!track) return
    const box = track.getBoundingClientRect()
    tell(track, (event.clientX - box.left) / box.width)
  }

  function onFocus(event: FocusEvent) {
    const stop = (event.target as Element).closest('[data-stop]')
    const track = stop?.closest('[data-track]')
    if (!stop || !track) return
    for (const other of root.current?.querySelectorAll('[tabindex="0"]') ?? [])
      other.setAttribute('tabindex', '-1')
    stop.setAttribute('tabindex', '0')
    tell(track, startOf(stop))
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = (event.target as Element).closest('[data-stop]')
    if (event.key === 'Escape') setTold(null)
    const to = from && next(from, event.key)
    if (!to) return
    event.preventDefault()
    to.setAttribute('tabindex', '-1')
    const stop = to as SVGElement
    stop.focus({ preventScroll: true })
    stop.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <section
      ref={root}
      className={styles.explorer}
      aria-label={label}
      aria-describedby={isReady ? hintId : undefined}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType === 'mouse' && setTold(null)}
      onFocus={onFocus}
      onBlur={() => setTold(null)}
      onKeyDown={onKeyDown}
    >
      {children}
      <div ref={line} className={styles.line} hidden={told === null} />
      <div className={styles.dock} aria-hidden="true">
        {told && (
          <div className={styles.readout} data-readout>
            <strong>{told.name}</strong>
            {told.words.map((words) => (
              <p key={words}>{words}</p>
            ))}
          </div>
        )}
      </div>
      {isReady && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </section>
  )
}

/** The stops of a row, with the share of its width at which each begins and ends. */
function stopsOf(track: Element) {
  return [...track.querySelectorAll('[data-stop]')].map((element) => ({
    element,
    left: Number(element.getAttribute('data-left')),
    right: Number(element.getAttribute('data-right')),
    isBar: element.getAttribute('data-stop') === 'bar',
  }))
}

/** Where a stop begins in time: in a page that is read from right to left, at its right end. */
function startOf(stop: Element): number {
  return Number(stop.getAttribute(isRtl(stop) ? 'data-right' : 'data-left'))
}

function isRtl(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl'
}

/** The stop that a key leads to: along the row, to the row above or below, or to an end of the row. */
function next(from: Element, key: string): Element | undefined {
  const track = from.closest('[data-track]')
  if (!track) return
  const sorted = (of: Element) =>
    stopsOf(of)
      .map((stop) => stop.element)
      .sort((a, b) => startOf(a) - startOf(b))
  const along = sorted(track)
  const at = along.indexOf(from)
  if (key === 'ArrowLeft') return along[at - 1]
  if (key === 'ArrowRight') return along[at + 1]
  if (key === 'Home' || key === 'End') return along.at((key === 'Home') === isRtl(track) ? -1 : 0)
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return
  const tracks = [...(track.closest('table')?.querySelectorAll('[data-track]') ?? [])]
  const other = tracks[tracks.indexOf(track) + (key === 'ArrowUp' ? -1 : 1)]
  const away = (stop: Element) => Math.abs(startOf(stop) - startOf(from))
  return other && sorted(other).reduce((best, stop) => (away(stop) < away(best) ? stop : best))
}
