import { z } from 'zod'
import { base, reason, recordId } from './inputs'
import { shortText } from './text'

/** *Attach a copy*: a file that was sent before, by its SHA-256, to a source, under a name for people. */
export const copyInput = z.strictObject({
  sourceId: recordId,
  base,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: shortText(200),
  reason,
})
export type CopyInput = z.output<typeof copyInput>
