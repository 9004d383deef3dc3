import type { z } from 'zod'
import type { View, ViewProblem } from '../../../db/domain/filter'
import type { Reader } from '../../../db/domain/policy'
import type { Call, Saved } from '../../../db/mutations/call'
import type { Pinned } from '../../../db/queries/view'
import type { Db } from '../../../db/store/store'
import type { Cursor } from './cursor'
import type { Media } from './media'
import type { Addresses } from './shapes/addresses'

/** The names in an operation's path, filled in. */
export type PathParams = Record<string, string>

/** What a reading operation answers from. `from` is where a list goes on; null at its beginning. */
export type Asked = {
  db: Db
  reader: Reader
  pinned: Pinned
  /** The view as it was asked for, clocks not settled. */
  view: View
  path: PathParams
  query: URLSearchParams
  from: Cursor['at'] | null
  limit: number
  /** The name of the key that was given; null without one. */
  keyName: string | null
  now: string
  origin: string
  at: Addresses
}

/** What a reading operation found: JSON members beside `pin` and `links`, and the same in other formats. */
export type Found = {
  body: Record<string, unknown>
  /** The page for people, absolute and pinned; null where there is none. */
  page: string | null
  /** Where a list goes on. */
  next?: Cursor['at'] | null
  as?: Partial<Record<Exclude<Media, 'application/json'>, (next: string | null) => string | object>>
}

type Common = {
  id: string
  /** Below the API's root, with names in braces. */
  path: string
  tag: Tag
}

export type Read = Common & {
  method: 'get'
  formats: readonly Media[]
  /** Query parameters by name; all are described in params.ts. */
  params: readonly string[]
  /** The shape of the JSON. */
  answer: z.ZodType
  /** True for a document that stands alone, without `pin` and `links`. */
  isBare?: boolean
  /** Further problems of the parameters, once the clocks are settled. */
  check?(query: URLSearchParams, pinned: Pinned, now: string): ViewProblem[]
  run(asked: Asked): Promise<Found>
}

export type Write<Schema extends z.ZodType = z.ZodType> = Common & {
  method: 'post' | 'put'
  /** What the form sends, as zod checks it. */
  input: Schema
  /** Fields of the input that the path holds, by their names there. */
  fromPath?: Record<string, string>
  /** Lists of objects that the input takes as pairs of fields named `prefix:ID`. */
  pairs?: Pairs
  /** Whether the idempotency key is the form's id. */
  isNew?: boolean
  status: 200 | 201
  run(call: Call<z.output<Schema>>): Promise<Saved>
  /** The path in the API of what was saved; null when it is gone or has none of its own. */
  self(saved: Saved, call: Call<z.output<Schema>>): Promise<string | null> | string | null
  /** The version that a refused correction should have started from; null when it is gone. */
  current?(call: Call<z.output<Schema>>): Promise<number | null>
}

/** How a list of objects is written as form fields: which member is the ID, and the prefix of each other member. */
export type Pairs = {
  name: string
  id: string
  fields: Record<string, string>
  schema: z.ZodType
}

/** Thrown for what is for good at another path of the API. */
export class Moved extends Error {
  constructor(readonly path: string) {
    super(`moved to ${path}`)
    this.name = 'Moved'
  }
}

export type Operation = Read | Write
export const TAGS = ['sites', 'records', 'changes', 'editing', 'self'] as const
export type Tag = (typeof TAGS)[number]

/** Declares a reading operation. */
export function read(operation: Omit<Read, 'method'>): Read {
  return { method: 'get', ...operation }
}

/** Declares a writing operation, with the types of its own input. */
export function write<Schema extends z.ZodType>(operation: Write<Schema>): Write {
  return operation as unknown as Write
}
