import { z } from 'zod'
import { optional } from './fields'
import { AUDIENCES } from './policy'
import { shortText } from './text'
import { LANGS } from './vocabulary'

/** *Freeze*: the view of a report as a pinned query, in which language, for whom, and what to call it. */
export const freezeInput = z.strictObject({
  site: z.string().min(1).max(200),
  query: z.string().min(1).max(2000),
  reportLang: z.enum([...LANGS, 'both']),
  audience: z.enum(AUDIENCES),
  title: optional(shortText(200)),
})
export type FreezeInput = z.output<typeof freezeInput>
