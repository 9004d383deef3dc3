import { type Bytes, Lane, type Limits, type Work } from './lane'
import type { Job, Stage } from './messages'
import { NotMade } from './not-made'

/**
 * Two lanes, so that a report of a few monuments never waits for one of thousands. Sheets take memory, lists are long;
 * V8 is told to spare it where the list needs what it may have.
 */
const LANES: Record<Size, Limits> = {
  sheets: { megabytes: 1024, seconds: 60, most: 40, isFresh: false, flags: [] },
  list: {
    megabytes: 512,
    seconds: 180,
    most: 10,
    isFresh: true,
    flags: ['--optimize-for-size', '--max-semi-space-size=1'],
  },
}

/** Whether a report has a sheet of each monument, or only lists them. */
export type Size = 'sheets' | 'list'

/** How far a report is, for people. `ahead` others are made first; `secondsLeft` goes by the pace so far. */
export type Progress = { ahead: number; stage: Stage | null; secondsLeft: number | null }

type Making = { work: Work; lane: Lane; bytes: Promise<Bytes> }

/** Makes reports outside this process; those who ask for the same one share it. */
export class Maker {
  readonly #lanes: Record<Size, Lane>
  readonly #makings = new Map<string, Making>()
  readonly #told: (what: 'made' | 'left' | 'broken' | 'bug', error?: Error) => void

  constructor(
    told: (what: 'made' | 'left' | 'broken' | 'bug', error?: Error) => void = () => {},
    lanes = { sheets: new Lane(LANES.sheets), list: new Lane(LANES.list) },
  ) {
    this.#told = told
    this.#lanes = lanes
    process.once('exit', () => this.stop())
  }

  /**
   * The file of a job; equal keys must mean equal jobs. A reader who leaves, by `signal`, stops the work if nobody else
   * waits for it. Throws `NotMade`.
   */
  async make(key: string, job: Job, size: Size, signal?: AbortSignal): Promise<Bytes> {
    signal?.throwIfAborted()
    const making = this.#makings.get(key) ?? this.#begin(key, job, size)
    making.work.readers++
    const leave = () => {
      making.work.readers--
      if (making.work.readers > 0) return
      if (this.#makings.get(key) === making) this.#makings.delete(key)
      making.lane.drop(making.work)
    }
    return new Promise((resolve, reject) => {
      const left = () => {
        leave()
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', left, { once: true })
      making.bytes.finally(() => signal?.removeEventListener('abort', left)).then(resolve, reject)
    })
  }

  /** How far the job of a key is; null where it is not being made. */
  progress(key: string): Progress | null {
    const making = this.#makings.get(key)
    if (!making) return null
    const { work, lane } = making
    return { ahead: lane.ahead(work), stage: work.stage, secondsLeft: leftOf(work) }
  }

  /** Starts the process that makes reports with sheets, before anybody waits for one. */
  warm(): void {
    this.#lanes.sheets.warm()
  }

  /** Ends its processes. */
  stop(): void {
    for (const lane of Object.values(this.#lanes)) lane.stop()
  }

  #begin(key: string, job: Job, size: Size): Making {
    const lane = this.#lanes[size]
    let settle: Work['settle'] | undefined
    const bytes = new Promise<Bytes>((resolve, reject) => {
      settle = { resolve, reject }
    })
    const work: Work = {
      job,
      readers: 0,
      stage: null,
      startedAt: null,
      isRetried: false,
      settle: settle as Work['settle'],
    }
    const making = { work, lane, bytes }
    lane.add(work)
    this.#makings.set(key, making)
    bytes
      .then(
        () => this.#told('made'),
        (error) =>
          error instanceof NotMade && error.reason !== 'busy' && this.#told(error.reason, error),
      )
      .finally(() => {
        if (this.#makings.get(key) === making) this.#makings.delete(key)
      })
    return making
  }
}

/** Seconds left by the pace of the reading; setting the pages takes about as long again. */
function leftOf({ stage, startedAt }: Work): number | null {
  if (stage?.stage !== 'reading' || startedAt === null || stage.done === 0) return null
  const spent = (Date.now() - startedAt) / 1000
  return Math.ceil(spent * (stage.of / stage.done) * 2 - spent)
}
