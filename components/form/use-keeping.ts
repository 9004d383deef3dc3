'use client'

import { type FormEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { UNSENT } from './form-state'
import { type Keep, type Kept, TICKET_FIELD } from './keep'
import { type Entries, entriesOf, held, hold, letGo, putBack } from './typed'

/** How a draft fares. `lost`: the server cannot be reached; `refused`: it does not take this text, for `why`. */
export type Keeping =
  | { is: 'quiet' | 'watching' }
  | { is: 'kept'; at: Date }
  | { is: 'lost' }
  | { is: 'refused'; why: string }
  | { is: 'signedOut'; signIn: string }
  | { is: 'restored' }

/** What happened to a form that could not be sent: still no connection, or it has come back. */
export type Held = 'lost' | 'back' | null

const PAUSE = 2000
const RETRY = 5000

/**
 * Keeps what is typed into a form: 2 s after typing stops, on leaving a field, the tab or the page, and before it is
 * sent, so that no text is at stake when the connection fails. What could not be kept is held in the tab and tried again.
 */
export function useKeeping(keep: Keep | undefined, ref: RefObject<HTMLFormElement | null>) {
  const [keeping, setKeeping] = useState<Keeping>({ is: 'quiet' })
  const [unsent, setUnsent] = useState<Held>(null)
  const [isChecking, setChecking] = useState(false)
  const isSafe = useRef(false)
  const keeper = useMemo(() => (keep ? new Keeper(keep, setKeeping) : null), [keep?.storageKey])

  useEffect(() => {
    const form = ref.current
    if (!form || !keeper) return
    return keeper.watch(form)
  }, [keeper])

  useEffect(() => {
    if (keeping.is === 'kept') setUnsent((was) => (was === 'lost' ? 'back' : was))
  }, [keeping])

  async function beforeSending(event: FormEvent<HTMLFormElement>): Promise<void> {
    const { submitter } = event.nativeEvent as SubmitEvent
    const form = event.currentTarget
    if (!keeper || submitter?.hasAttribute('formaction')) return
    if (isSafe.current) {
      isSafe.current = false
      keeper.rest()
      return setUnsent(null)
    }
    event.preventDefault()
    if (isChecking) return
    setChecking(true)
    const is = await keeper.now(form)
    setChecking(false)
    if (is === 'lost') return setUnsent('lost')
    isSafe.current = true
    form.requestSubmit(submitter)
  }

  const keepNow = () => ref.current && keeper?.now(ref.current)
  return { keeping, unsent, isChecking, beforeSending, keepNow }
}

/** One form's text on its way to the server. */
class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined
  private isDirty = false
  private running: Promise<Keeping['is']> | null = null

  constructor(
    private readonly keep: Keep,
    private readonly say: (keeping: Keeping) => void,
  ) {}

  /** Follows a form until it goes; returns how to stop. */
  watch(form: HTMLFormElement): () => void {
    const stop = new AbortController()
    const { signal } = stop
    const keepIfDirty = () => {
      if (this.isDirty) void this.now(form)
    }
    form.addEventListener('input', () => this.touched(form), { signal })
    form.addEventListener('change', () => this.touched(form), { signal })
    form.addEventListener('focusout', keepIfDirty, { signal })
    document.addEventListener('visibilitychange', keepIfDirty, { signal })
    window.addEventListener('pagehide', keepIfDirty, { signal })
    window.addEventListener('online', keepIfDirty, { signal })
    // Whoever signs out leaves no text behind in the tab.
    document.addEventListener('submit', ({ target }) => forgetOnSignOut(target), { signal })
    this.say({ is: 'watching' })
    void this.resume(form)
    return () => {
      this.rest()
      stop.abort()
    }
  }

  /** Stops what is planned: the form is being sent. */
  rest(): void {
    clearTimeout(this.timer)
    this.isDirty = false
  }

  /** Keeps the form as it stands, after what is under way. */
  async now(form: HTMLFormElement): Promise<Keeping['is']> {
    clearTimeout(this.timer)
    const before = this.running && (await this.running)
    if (before === 'kept' && !this.isDirty) return before
    this.isDirty = false
    const entries = entriesOf(form)
    this.running = this.send(entries)
    const is = await this.running
    this.running = null
    const isKept = is === 'kept' || is === 'signedOut'
    if (!isKept) hold(this.keep.storageKey, entriesOf(form))
    else if (!this.isDirty) letGo(this.keep.storageKey)
    if (is === 'lost') {
      this.isDirty = true
      this.timer = setTimeout(() => void this.now(form), RETRY)
    }
    return is
  }

  private touched(form: HTMLFormElement): void {
    this.isDirty = true
    hold(this.keep.storageKey, entriesOf(form))
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.now(form), PAUSE)
  }

  /** Text of this tab that never reached the server: back into the form, or by the server when the record has moved. */
  private async resume(form: HTMLFormElement): Promise<void> {
    const entries = held(this.keep.storageKey)
    if (entries === null) return
    if (baseIn(entries) === baseIn(entriesOf(form))) {
      putBack(form, entries)
      this.say({ is: 'restored' })
      this.touched(form)
    } else if ((await this.send(withTicket(entries, this.keep.ticket))) === 'kept') {
      letGo(this.keep.storageKey)
      location.reload()
    }
  }

  private async send(entries: Entries): Promise<Keeping['is']> {
    const keeping = await this.keep
      .autosave(UNSENT, asFormData(entries))
      .then(told)
      .catch((): Keeping => ({ is: 'lost' }))
    this.say(keeping)
    return keeping.is
  }
}

function told(answer: Awaited<ReturnType<Keep['autosave']>> | undefined): Keeping {
  if (answer?.ok !== true) {
    const why = answer?.errors[0]?.message
    return why === undefined ? { is: 'lost' } : { is: 'refused', why }
  }
  const { signIn } = answer.extra as Kept
  return signIn === null ? { is: 'kept', at: new Date() } : { is: 'signedOut', signIn }
}

function asFormData(entries: Entries): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

function baseIn(entries: Entries): string | undefined {
  return entries.find(([name]) => name === 'base')?.[1]
}

/** What was held may be older than the ticket in it. */
function withTicket(entries: Entries, ticket: string): Entries {
  return entries.map(([name, value]) => [name, name === TICKET_FIELD ? ticket : value])
}

function forgetOnSignOut(target: EventTarget | null): void {
  if (target instanceof HTMLElement && target.hasAttribute('data-signs-out')) letGo()
}
