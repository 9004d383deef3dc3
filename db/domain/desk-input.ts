import { z } from 'zod'
import { optional, webAddress } from './fields'
import { base, reason, recordId } from './inputs'
import { longText, shortText } from './text'
import * as v from './vocabulary'

/** A proposal at the version that was on the screen. */
const chosen = { proposal: recordId, version: base }

/** *Accept*: with the hash of what was shown. */
export const acceptInput = z.strictObject({ ...chosen, shown: z.string().regex(/^[0-9a-f]{64}$/) })
/** *Return* and *reject*: why. */
export const sendBackInput = z.strictObject({
  ...chosen,
  state: z.enum(['returned', 'rejected']),
  comment: longText(2000),
})
/** *Take back* and *carry over*. */
export const chosenInput = z.strictObject(chosen)

/** *How changes are saved here*: the version that the form began with, and why. */
export const workflowInput = z.strictObject({
  siteId: recordId,
  base,
  workflow: z.enum(v.WORKFLOWS),
  reason,
})
export type WorkflowInput = z.output<typeof workflowInput>

/** *A word from outside*. `website` is shown to nobody: what fills it in is no reader. */
export const tipInput = z.strictObject({
  site: shortText(),
  kind: z.enum(v.TIP_KINDS),
  about: optional(recordId),
  words: longText(5000),
  url: optional(webAddress),
  contact: optional(shortText(200)),
  website: optional(z.string()),
})
export type TipInput = z.output<typeof tipInput>

/** *Handle a word from outside*: what became of it, and why where it is set aside. */
export const handleInput = z
  .strictObject({
    tip: recordId,
    state: z.enum(['taken', 'dismissed']),
    outcome: optional(longText(2000)),
  })
  .refine((h) => h.state !== 'dismissed' || h.outcome !== null, {
    path: ['outcome'],
    params: { key: 'required' },
    when: () => true,
  })
export type HandleInput = z.output<typeof handleInput>
