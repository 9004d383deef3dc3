import { z } from 'zod'
import { parseDate, parseDay } from './dates'
import { shortText } from './text'

/* The kinds of field that the editing forms are made of, beside those of text.ts. */

/** The day, 1970-01-01 being 0, of a text like `2015-08-30`; Arabic-Indic digits are read too. */
export const dayText = line()
  .transform((typed, context) => {
    const day = parseDay(latinDigits(typed))
    if (day !== null) return day
    context.addIssue({ code: 'custom', params: { key: 'day' } })
    return z.NEVER
  })
  .meta({ format: 'date' })

/** A date in EDTF, as typed but for its digits; its bounds come from `requireBounds`. */
export const dateText = line()
  .transform((typed, context) => {
    const parsed = parseDate(latinDigits(typed))
    const isBounded =
      parsed.ok && Number.isFinite(parsed.bounds.earliest) && Number.isFinite(parsed.bounds.latest)
    if (parsed.ok && isBounded) return parsed.edtf
    const key = parsed.ok ? 'date_syntax' : parsed.problem
    context.addIssue({ code: 'custom', params: { key } })
    return z.NEVER
  })
  .meta({ description: 'A date in EDTF.' })

/** A web address with http or https, without a name and password in it. */
export const webAddress = shortText(2000)
  .refine(isWebAddress, { params: { key: 'not_a_url' } })
  .meta({ format: 'uri' })

/** A language as BCP 47 writes it: `en`, `ar`, `pt-BR`. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

/** A rule across fields. It runs even where others have failed already, so that all problems are told at once. */
export function issue(field: string, key: string) {
  return { path: [field], params: { key }, when: () => true }
}

/** A field that may stay empty: null then. */
export function optional<T extends z.ZodType>(schema: T) {
  return z
    .preprocess((typed) => (isBlank(typed) ? undefined : typed), schema.optional())
    .optional()
    .transform((value) => value ?? null)
}

function line() {
  return shortText(200)
}

function isBlank(typed: unknown): boolean {
  return typeof typed === 'string' && typed.trim() === ''
}

/** Whether a field was filled in. What was filled in wrongly is undefined here and has its own message. */
export function has(value: unknown): boolean {
  return value !== null
}

function latinDigits(typed: string): string {
  return typed.replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x0660))
}

function isWebAddress(typed: string): boolean {
  if (!URL.canParse(typed)) return false
  const { protocol, username, password, hostname } = new URL(typed)
  return (
    (protocol === 'https:' || protocol === 'http:') && !username && !password && hostname !== ''
  )
}
