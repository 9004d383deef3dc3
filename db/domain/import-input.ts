import { z } from 'zod'
import { reason, recordId, ticked, uuid } from './inputs'
import { listOf, shortText } from './text'

/** How exact positions are kept that come with a file: as they are, for administrators to choose, or by grid cells. */
export const PLACES_AS = ['generalised', 'exact'] as const

const text = z.string().max(400)

/** *Import*: the file that was sent, what its columns mean and what its words stand for, and how to bring it in. */
export const importInput = z.strictObject({
  siteId: recordId,
  kept: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: shortText(200),
  kind: z.enum(['own', 'eamena', 'table']),
  /** The field of each column in turn. */
  field: listOf(text),
  /** Words in turn: the column of each by its position, the word as it is compared, and the code that was chosen. */
  column: listOf(text),
  word: listOf(text),
  code: listOf(text),
  places: z.enum(PLACES_AS),
  conclude: ticked,
  reason,
})
export type ImportInput = z.output<typeof importInput>

/** Something done with an import that was begun. */
export const importStepInput = z.strictObject({ siteId: recordId, id: uuid })
/** *Take an import back*. */
export const importUndoInput = importStepInput.extend({ reason })
