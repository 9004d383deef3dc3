import { z } from 'zod'
import { has, issue, optional, webAddress } from './fields'
import { base, openness, reason, recordId, sourceFields, uuid } from './inputs'
import { listOf, longText, noteText, shortText } from './text'
import * as v from './vocabulary'

/** What the forms of a source ask. Nothing is fetched from either address: that would reveal who is looking. */
const wholeSource = {
  ...sourceFields,
  author: optional(shortText()),
  kind: optional(z.enum(v.SOURCE_KINDS)),
  rights: optional(z.enum(v.RIGHTS)),
  archiveUrl: optional(webAddress),
  reliability: optional(z.enum(v.RELIABILITIES)),
  reliabilityReason: optional(longText(2000)),
  note: optional(noteText()),
  sensitivity: openness,
  reason,
  textLang: z.enum(v.LANGS),
}

/** What every form of a source sends. */
export type WholeSource = z.output<z.ZodObject<typeof wholeSource>>

/** *Edit source*: every field. */
export const sourceInput = sound(z.strictObject({ sourceId: recordId, base, ...wholeSource }))
export type SourceInput = z.output<typeof sourceInput>

/** *A new source* on its own. `seen` are the likely duplicates that its author has been shown. */
export const newSourceInput = sound(
  z.strictObject({ formId: uuid, seen: listOf(recordId), ...wholeSource }),
)
export type NewSourceInput = z.output<typeof newSourceInput>

/** A source is dated or says that it is not, and a reliability has its reason. */
function sound<T extends z.ZodType<WholeSource>>(form: T): T {
  const dated: z.ZodType<WholeSource> = form
    .refine((s) => s.undated || has(s.published), issue('published', 'date_or_undated'))
    .refine((s) => !(s.undated && s.published), issue('undated', 'dated_and_undated'))
    .refine(
      (s) => !s.reliability || has(s.reliabilityReason),
      issue('reliabilityReason', 'required'),
    )
  return dated as T
}
