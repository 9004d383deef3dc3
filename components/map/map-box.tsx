'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { DrawnMap } from './draw-map'
import styles from './map.module.css'
import type { MapSettings } from './map-words'

type Props = { settings: MapSettings; plan: ReactNode; list: ReactNode }
type Form = 'plan' | 'map'

/** Where the reader's choice between map and plan is kept. */
const CHOICE = 'tadmor-map'

/**
 * The plan beside its list. Where the browser can, the map takes the plan's place, in the same box; whatever is pointed
 * at in one is marked in the other.
 */
export function MapBox({ settings, plan, list }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const drawn = useRef<DrawnMap | null>(null)
  const [canMap, setCanMap] = useState(false)
  const [wanted, setWanted] = useState<Form>('plan')
  const [shown, setShown] = useState<Form>('plan')
  const { words } = settings

  useEffect(() => {
    if (!hasWebGl()) return
    setCanMap(true)
    setWanted(localStorage.getItem(CHOICE) === 'plan' ? 'plan' : 'map')
  }, [])

  useEffect(() => {
    const container = canvas.current
    if (wanted !== 'map' || !container) return
    let isGone = false
    const giveUp = (error: unknown) => {
      console.warn('The map could not be drawn; the plan stays.', error)
      setShown('plan')
    }
    const start = async () => {
      const { drawMap } = await import('./draw-map')
      const map = await drawMap(
        container,
        settings,
        (id, isPicked) => light(root.current, id, isPicked),
        (ids) => narrow(root.current, ids),
      )
      if (isGone) return map.remove()
      drawn.current = map
      setShown('map')
    }
    start().catch(giveUp)
    return () => {
      isGone = true
      drawn.current?.remove()
      drawn.current = null
      narrow(root.current, null)
    }
  }, [wanted, settings])

  useEffect(() => {
    const pair = root.current
    const point = ({ target }: Event) => {
      const id = monumentAt(target)
      light(pair, id)
      drawn.current?.light(id)
    }
    const events = ['pointerover', 'pointerleave', 'focusin'] as const
    for (const event of events) pair?.addEventListener(event, point)
    return () => {
      for (const event of events) pair?.removeEventListener(event, point)
    }
  }, [])

  const choose = (form: Form) => {
    localStorage.setItem(CHOICE, form)
    setWanted(form)
    if (form === 'plan') setShown('plan')
  }
  return (
    <div ref={root} className={styles.pair}>
      <div className={styles.box} data-shown={shown}>
        <div className={styles.sheet}>{plan}</div>
        <div ref={canvas} className={styles.canvas} />
        {canMap && (
          <fieldset className={styles.choice}>
            <legend className="visually-hidden">{words.choice}</legend>
            {(['map', 'plan'] as const).map((form) => (
              <button
                key={form}
                type="button"
                aria-pressed={wanted === form}
                onClick={() => choose(form)}
              >
                {words[form]}
              </button>
            ))}
            {shown === 'map' && (
              <button type="button" onClick={() => drawn.current?.showAll()}>
                {words.reset}
              </button>
            )}
          </fieldset>
        )}
      </div>
      {list}
    </div>
  )
}

function hasWebGl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}

function monumentAt(target: EventTarget | null): string | null {
  const marked = target instanceof Element ? target.closest('[data-monument]') : null
  return marked?.getAttribute('data-monument') ?? null
}

/** Leaves in the list only what the map shows, and says how many of how many; null is everything. */
function narrow(root: HTMLElement | null, ids: Set<string> | null) {
  const lines = [...(root?.querySelectorAll('ol > li[data-monument]') ?? [])]
  const beyond = lines.filter((line) => ids && !ids.has(line.getAttribute('data-monument') ?? ''))
  for (const line of lines) line.toggleAttribute('data-beyond', beyond.includes(line))
  const told = root?.querySelector('[data-in-sight]')
  const seen = lines.length - beyond.length
  if (told) told.textContent = beyond.length === 0 ? '' : `${seen} / ${lines.length}`
}

/** Marks a monument wherever it stands, in the plan and in the list, and no other; one that is picked comes into sight. */
function light(root: HTMLElement | null, id: string | null, isPicked = false) {
  for (const lit of root?.querySelectorAll('[data-lit]') ?? []) lit.removeAttribute('data-lit')
  if (id === null) return
  for (const own of root?.querySelectorAll(`[data-monument="${CSS.escape(id)}"]`) ?? []) {
    own.setAttribute('data-lit', '')
    if (isPicked && own.matches('li')) own.scrollIntoView({ block: 'nearest' })
  }
}
