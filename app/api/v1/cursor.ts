import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type View, viewParams } from '../../../db/domain/filter'
import type { Pinned } from '../../../db/queries/view'
import { Problem } from './problem'

/**
 * A place in a list: which question it belongs to, the clocks and the revision that the walk stays on, and where it goes
 * on, by number or by the last id.
 */
const cursor = z.object({
  of: z.string(),
  asOf: z.int(),
  knownAt: z.int(),
  rev: z.int().min(1),
  at: z.union([z.int().min(0), z.string()]),
})
export type Cursor = z.infer<typeof cursor>

/** Reads a cursor; what is not one of ours is a wrong parameter. */
export function readCursor(text: string): Cursor {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    throw foreign(text)
  }
}

/** The view with the clocks and revision of the walk that a cursor belongs to, where none were asked for. */
export function onTheWalk(view: View, { asOf, knownAt, rev }: Cursor): View {
  return {
    ...view,
    asOf: view.asOf ?? asOf,
    knownAt: view.knownAt ?? knownAt,
    rev: view.rev ?? rev,
  }
}

/** The text of a cursor that goes on at `at`; `question` is what besides the view decides the list. */
export function cursorAt(
  { view }: Pick<Pinned, 'view'>,
  question: string,
  at: Cursor['at'],
): string {
  const { asOf, knownAt, rev } = view
  const value: Cursor = { of: digest(view, question), asOf, knownAt, rev, at }
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Refuses a cursor that belongs to another question. */
export function requireSameQuestion(
  text: string,
  found: Cursor,
  { view }: Pick<Pinned, 'view'>,
  question: string,
): void {
  if (found.of !== digest(view, question)) throw foreign(text)
}

function digest(view: View, question: string): string {
  return createHash('sha256')
    .update(`${question}?${viewParams(view)}`)
    .digest('base64url')
    .slice(0, 16)
}

function foreign(text: string): Problem {
  return new Problem('invalid_parameters', {
    parameters: [{ name: 'cursor', value: text.slice(0, 40), code: 'unknown_value' }],
  })
}
