import type { ChildProcess } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { settings } from '../../../db/cli/env'
import { forkBeside } from '../../../db/store/beside'
import { inProject } from '../pdf'
import type { FromMaker, Job, Stage, ToMaker } from './messages'
import { NotMade } from './not-made'

export type Bytes = Uint8Array<ArrayBuffer>

/** A report on its way. `readers` are those who wait; when the last leaves, it is given up. */
export type Work = {
  job: Job
  readers: number
  stage: Stage | null
  startedAt: number | null
  /** Whether it has been tried in a process that had made others before, and may have ended for their sake. */
  isRetried: boolean
  settle: { resolve: (bytes: Bytes) => void; reject: (error: Error) => void }
}

/** What a lane allows itself. `flags` are Node's; `isFresh` gives each report a process of its own. */
export type Limits = {
  megabytes: number
  seconds: number
  most: number
  isFresh: boolean
  flags: string[]
}

/** How long a maker is given to stop by itself before it is ended. */
const GRACE_MS = 500
const IDLE_MS = 5 * 60_000

/**
 * A process that makes reports one after another in the order in which they were asked for. It is started on first
 * need, ended when it goes over its limits or is idle for long, and started anew for the next.
 */
export class Lane {
  readonly #limits: Limits
  readonly #script: string
  #child: ChildProcess | null = null
  #waiting: Work[] = []
  #current: Work | null = null
  /** How many reports the process has made. */
  #made = 0
  #timer: NodeJS.Timeout | undefined

  constructor(limits: Limits, script = inProject('app/exports/maker/child.ts')) {
    this.#limits = limits
    this.#script = script
  }

  /** Process id while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts the process, so that the first report need not wait for it. */
  warm(): void {
    this.#child ??= this.#start()
  }

  /** Takes on a report. Throws `busy` where too many wait already. */
  add(work: Work): void {
    if (this.#waiting.length >= this.#limits.most) throw new NotMade('busy')
    this.#waiting.push(work)
    this.#next()
  }

  /** How many come before it. */
  ahead(work: Work): number {
    return work === this.#current ? 0 : this.#waiting.indexOf(work) + (this.#current ? 1 : 0)
  }

  /** Nobody waits for it any more. */
  drop(work: Work): void {
    this.#waiting = this.#waiting.filter((w) => w !== work)
    if (work !== this.#current) {
      work.settle.reject(new NotMade('left'))
      return
    }
    this.#send('cancel')
    this.#within(GRACE_MS)
  }

  /** Ends the process. */
  stop(): void {
    this.#child?.kill('SIGKILL')
  }

  #next(): void {
    if (this.#current !== null) return
    const work = this.#waiting.shift()
    if (work === undefined) {
      this.#within(IDLE_MS)
      return
    }
    this.#current = work
    work.startedAt = Date.now()
    this.warm()
    this.#send({ job: work.job })
    this.#within(this.#limits.seconds * 1000)
  }

  #within(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.stop(), ms)
    this.#timer.unref()
  }

  #send(message: ToMaker): void {
    this.#child?.send(message, () => {})
  }

  #start(): ChildProcess {
    const { megabytes, flags, isFresh } = this.#limits
    this.#made = 0
    const child = forkBeside(this.#script, {
      args: [String(megabytes)],
      flags,
      env: { LOG_LEVEL: settings().logLevel },
    })
    // Those who read pages come first.
    if (child.pid && isFresh) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    child.on('message', (message: FromMaker) => {
      if (this.#child === child) this.#heard(message)
    })
    child.on('error', () => child.kill('SIGKILL'))
    child.once('exit', () => {
      if (this.#child === child) this.#ended()
    })
    return child
  }

  /** The process is gone: what it was making is tried once more where the memory may have been that of reports before. */
  #ended(): void {
    this.#child = null
    const work = this.#current
    if (work && work.readers > 0 && this.#made > 0 && !work.isRetried) {
      work.isRetried = true
      this.#current = null
      this.#waiting.unshift(work)
      this.#next()
    } else this.#finish((settle) => settle.reject(new NotMade(work?.readers ? 'broken' : 'left')))
  }

  #heard(message: FromMaker): void {
    if ('told' in message) {
      if (this.#current) this.#current.stage = message.told
    } else if ('file' in message) this.#finish((work) => work.resolve(message.file))
    else if ('stopped' in message) this.#finish((work) => work.reject(new NotMade('left')))
    else this.#finish((work) => work.reject(new NotMade('bug', message.failed)))
  }

  #finish(settle: (work: Work['settle']) => void): void {
    const work = this.#current
    if (work) settle(work.settle)
    this.#current = null
    this.#made++
    if (this.#limits.isFresh) {
      this.stop()
      this.#child = null
    }
    this.#next()
  }
}
