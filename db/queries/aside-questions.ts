import { type Audience, anyoneOf, type Reader } from '../domain/policy'
import type { Db } from '../store/store'
import { withinHere } from './places'
import { searchHere } from './search'
import { stretchHere } from './stretch'

/** What the process aside can be asked. */
const ANSWERS = { stretch: stretchHere, within: withinHere, search: searchHere }

type Rest<F> = F extends (db: Db, reader: Reader, ...args: infer A) => unknown ? A : never
export type AsideQuestions = { [K in keyof typeof ANSWERS]: Rest<(typeof ANSWERS)[K]> }
export type AsideAnswers = { [K in keyof typeof ANSWERS]: Awaited<ReturnType<(typeof ANSWERS)[K]>> }

/** Answers a question as `aside` puts it. */
export function answerAside(db: Db, name: string, args: unknown[]): Promise<unknown> {
  const [audience, ...rest] = args as [Audience, ...unknown[]]
  const answer = ANSWERS[name as keyof typeof ANSWERS] as (...args: unknown[]) => Promise<unknown>
  return answer(db, anyoneOf(audience), ...rest)
}
