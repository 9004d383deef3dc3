import type { Audience } from '../../../db/domain/policy'

/** What a report is made of, for the process that makes it: the fully pinned address, and for whom, as the server found. */
export type Job = { address: string; audience: Audience; origin: string; now: string }

/** How far a report is: monuments read of how many, or the pages being set. */
export type Stage = { stage: 'reading' | 'setting'; done: number; of: number }

/** To the maker: a job, or that nobody waits for it any more. */
export type ToMaker = { job: Job } | 'cancel'

/** From the maker: how far it is, the file, that it gave up, or why there is none. */
export type FromMaker =
  | { told: Stage }
  | { file: Uint8Array<ArrayBuffer> }
  | { stopped: true }
  | { failed: string }
