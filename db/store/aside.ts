import type { ChildProcess } from 'node:child_process'
import { DomainError, type ErrorCode } from '../domain/errors'
import { forkBeside } from './beside'
import type { Db } from './store'

/** What a process aside is asked, and what it answers. Everything in it can be sent to another process. */
export type Question = { number: number; name: string; args: unknown[] }
export type Answer = { number: number } & (
  | { value: unknown }
  | { failed: { code: ErrorCode | null; field: string | null; detail: string | null } }
)

/** Sites of more monuments are filtered, counted and searched in a process of their own. */
export const LARGE = 10_000
const SCRIPT = 'db/queries/aside-process.ts'
/** Answers that are kept, since many readers ask the same. */
const KEPT = 500

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

const shared = globalThis as { tadmorAsides?: WeakMap<Db, Aside> }

/** Lets what is too much for this process's event loop be answered by one of its own that reads the same file, or cluster (null). */
export function keepAside(db: Db, file: string | null, largerThan = LARGE): void {
  shared.tadmorAsides ??= new WeakMap()
  if (!shared.tadmorAsides.has(db)) shared.tadmorAsides.set(db, new Aside(file, largerThan))
}

/** The process aside for a database; null where there is none, and everything is answered here. */
export function asideOf(db: Db): Aside | null {
  return shared.tadmorAsides?.get(db) ?? null
}

/** A process that answers questions about a register, started on first need and again after its end. */
export class Aside {
  #child: ChildProcess | null = null
  #asked = 0
  readonly #waiting = new Map<number, Waiting>()
  #head = 0
  readonly #kept = new Map<string, Promise<unknown>>()

  constructor(
    readonly file: string | null,
    readonly largerThan: number,
  ) {}

  /** Process id while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /**
   * The answer to a question; the same one for all who ask the same under one `head`, until there is a newer one. What is
   * large is shared by those who wait for it, and not kept (`isKept`).
   */
  ask(head: number, name: string, args: unknown[], isKept = true): Promise<unknown> {
    if (head > this.#head) this.#kept.clear()
    this.#head = Math.max(this.#head, head)
    const key = JSON.stringify([head, name, args])
    const answer = this.#kept.get(key) ?? this.#send(name, args)
    this.#kept.delete(key)
    const [oldest] = this.#kept.size >= KEPT ? this.#kept.keys() : []
    if (oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(key, answer)
    const forget = () => {
      if (this.#kept.get(key) === answer) this.#kept.delete(key)
    }
    answer.then(isKept ? undefined : forget, forget)
    return answer
  }

  /** Ends the process. */
  stop(): void {
    this.#child?.kill('SIGKILL')
  }

  #send(name: string, args: unknown[]): Promise<unknown> {
    this.#child ??= this.#start()
    const number = this.#asked++
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject })
      this.#child?.channel?.ref()
      this.#child?.send({ number, name, args } satisfies Question, (error) => {
        if (error) this.#taken(number)?.reject(error)
      })
    })
  }

  #start(): ChildProcess {
    const child = forkBeside(SCRIPT, {
      args: this.file === null ? [] : [this.file],
      flags: ['--max-old-space-size=4096'],
    })
    child.on('message', (answer: Answer) => this.#heard(answer))
    const ended = () => {
      if (this.#child !== child) return
      this.#child = null
      for (const { reject } of this.#waiting.values()) reject(new Error('the process aside ended'))
      this.#waiting.clear()
    }
    child.on('error', () => {
      child.kill('SIGKILL')
      // One that could not be started has no end to wait for.
      if (child.pid === undefined) ended()
    })
    child.once('exit', ended)
    child.once('close', ended)
    // Only an open question keeps this process from ending; the other ends itself when this one has.
    child.unref()
    child.channel?.unref()
    return child
  }

  #heard(answer: Answer): void {
    const waiting = this.#taken(answer.number)
    if ('value' in answer) waiting?.resolve(answer.value)
    else waiting?.reject(asError(answer.failed))
  }

  /** Who waits for an answer, and from now on no more. */
  #taken(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    if (this.#waiting.size === 0) this.#child?.channel?.unref()
    return waiting
  }
}

function asError({ code, field, detail }: Extract<Answer, { failed: unknown }>['failed']): Error {
  return code === null ? new Error(detail ?? 'failed') : new DomainError(code, field, detail)
}
