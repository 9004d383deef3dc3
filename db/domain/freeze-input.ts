import { z } from 'zod'
import { optional } from './fields'
import { AUDIENCES } from './policy'
import { REPORT_LANGS } from './report-options'
import { shortText } from './text'

/** *Freeze*: a report as a pinned query with its options, in which language, for whom, and what to call it. */
export const freezeInput = z.strictObject({
  site: z.string().min(1).max(200),
  query: z.string().min(1).max(4000),
  reportLang: z.enum(REPORT_LANGS),
  audience: z.enum(AUDIENCES),
  title: optional(shortText(200)),
})
export type FreezeInput = z.output<typeof freezeInput>
