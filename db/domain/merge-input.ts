import { z } from 'zod'
import { optional } from './fields'
import { base, reason, recordId } from './inputs'

/**
 * What two records of one source can differ in, and the columns that go together with each: a date without the words in
 * which it was given, or a grade without its reason, would say something that neither did.
 */
export const MERGED_FIELDS = {
  title: ['title'],
  author: ['author'],
  publisher: ['publisher'],
  published: ['published', 'publishedAsGiven', 'publishedLatest'],
  url: ['url'],
  archiveUrl: ['archiveUrl'],
  lang: ['lang'],
  class: ['class'],
  kind: ['kind'],
  rights: ['rights'],
  reliability: ['reliability', 'reliabilityReason'],
  note: ['note'],
  copy: ['copySha256', 'copyName', 'copyMime', 'copySize'],
} as const
export type MergedField = keyof typeof MERGED_FIELDS
export const MERGED_NAMES = Object.keys(MERGED_FIELDS) as MergedField[]

/** Whose value is kept: that of the source which stays, or of the one which goes. */
const side = optional(z.enum(['stays', 'goes']))
const sides = Object.fromEntries(MERGED_NAMES.map((name) => [`${name}Of`, side])) as Record<
  `${MergedField}Of`,
  typeof side
>

/**
 * *Merge two sources*: the one that stays, the one that goes, the version of each that was looked at, and whose value is
 * kept in each field. Where nothing is chosen it is that of the one which stays, unless it has none.
 */
export const mergeInput = z.strictObject({
  staysId: recordId,
  staysBase: base,
  goesId: recordId,
  goesBase: base,
  ...sides,
  reason,
})
export type MergeInput = z.output<typeof mergeInput>
