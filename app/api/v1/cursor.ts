import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type View, viewParams } from '../../../db/domain/filter'
import type { Pinned } from '../../../db/queries/view'

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

/** Reads a cursor; null for what is not one of ours. */
export function readCursor(text: string): Cursor | null {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    return null
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

/** Whether a cursor belongs to this question. */
export function isOfQuestion(
  { of }: Cursor,
  { view }: Pick<Pinned, 'view'>,
  question: string,
): boolean {
  return of === digest(view, question)
}

function digest(view: View, question: string): string {
  return createHash('sha256')
    .update(`${question}?${viewParams(view)}`)
    .digest('base64url')
    .slice(0, 16)
}
