import { z } from 'zod'
import { HEADLINES, QUALIFIERS } from '../../../../db/domain/vocabulary'

/*
 * The shapes of answers. OpenAPI is generated from them and the tests hold every answer to them. A `meta` with an `id`
 * makes a schema one of the document's components.
 */

export const day = z
  .string()
  .regex(/^[+-]?\d{4,6}-\d{2}-\d{2}$/)
  .meta({ id: 'Day', description: 'A civil day, ISO 8601.', examples: ['2015-08-30'] })

export const bilingual = z
  .object({ en: z.string().optional(), ar: z.string().optional() })
  .meta({ id: 'Bilingual', description: 'Text of the register’s own, in English, Arabic or both.' })

export const when = z
  .object({
    edtf: z.string().meta({ description: 'As typed, in EDTF (ISO 8601-2).' }),
    qualifier: z.enum(QUALIFIERS),
    earliest: day
      .nullable()
      .meta({ description: 'The first day it can mean; null for no known beginning.' }),
    latest: day
      .nullable()
      .meta({ description: 'The last day it can mean; null for no known end.' }),
  })
  .meta({ id: 'When', description: 'A date with the days that it can mean.' })

export const pin = z
  .object({
    asOf: day.meta({ description: 'The day the world is seen at.' }),
    knownAt: day.meta({ description: 'The day up to which publications count.' }),
    rev: z.int().min(1).meta({ description: 'The revision of the register.' }),
    head: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'The hash of that revision.' }),
    recordedAt: z.iso.datetime().meta({ description: 'When that revision was saved.' }),
  })
  .meta({ id: 'Pin', description: 'The settled clocks and revision that an answer is of.' })

const address = z.url()

/** Where an answer as a whole is found again, and where a list goes on. */
export const answerLinks = z
  .object({
    self: address.meta({ description: 'This answer, fully pinned: it stays the same.' }),
    page: address.nullable().meta({ description: 'The page for people, pinned.' }),
    next: address
      .nullable()
      .meta({ description: 'The next part of a list, on the same revision.' }),
  })
  .meta({ id: 'AnswerLinks' })

export const links = z
  .object({
    self: address.nullable().meta({ description: 'The record here, pinned.' }),
    page: address.nullable().meta({ description: 'The page for people, pinned.' }),
    history: address.meta({ description: 'Every version of it.' }),
  })
  .meta({ id: 'Links' })

export const subject = z.object({ id: z.string(), name: bilingual }).meta({
  id: 'Subject',
  description: 'The site, monument, part or event that something is about.',
})

/** What every record carries. */
export const record = {
  id: z.string(),
  version: z
    .int()
    .meta({ description: 'The revision that wrote this version: the `base` of a correction.' }),
  links,
}

export const count = z.int().min(0)

export const headlineCounts = z
  .object(
    Object.fromEntries(HEADLINES.map((h) => [h, count])) as Record<
      (typeof HEADLINES)[number],
      typeof count
    >,
  )
  .meta({ id: 'HeadlineCounts' })

/** One thing with the pin that it was answered at. */
export function single<T extends z.ZodType>(data: T) {
  return z.object({ pin, links: answerLinks, data })
}

/** A list, or part of one. */
export function list<T extends z.ZodType, More extends z.ZodRawShape>(item: T, more?: More) {
  return z.object({ pin, links: answerLinks, data: z.array(item), ...(more as More) })
}
