import { z } from 'zod'
import { issue } from './fields'
import { href, type View, viewParams } from './filter'
import { base, reason, recordId } from './inputs'
import { listOf } from './text'
import * as v from './vocabulary'

/** Query parameters of the page that changes many monuments: one by its slug, given once for each; all of a view. */
export const MANY_PARAM = 'm'
export const ALL_PARAM = 'all'
/** So many are changed at once. */
export const MOST_AT_ONCE = 500

/** What can be changed of many monuments at once, and the vocabulary list of its values. */
export const MANY = {
  kind: { list: 'monumentKinds', values: v.MONUMENT_KINDS.filter((kind) => kind !== 'part') },
  sensitivity: { list: 'sensitivities', values: v.SENSITIVITIES },
  probability: { list: 'probabilities', values: v.PROBABILITIES },
} as const
export type ManyProperty = keyof typeof MANY

/** One property and its new value in one field, as `property:value`. */
const oneChange = z
  .enum(
    Object.entries(MANY).flatMap(([property, { values }]) =>
      values.map((value) => `${property}:${value}`),
    ),
  )
  .transform((text) => {
    const [property = '', value = ''] = text.split(':')
    return { property: property as ManyProperty, value }
  })

/** The versions that the editor was shown as what will change, each as `revision:id`. */
const seen = listOf(z.string().max(220))

/** *Many at once*: one property of these monuments becomes one value. Without `seen` nothing is saved yet. */
export const manyInput = z
  .strictObject({ siteId: recordId, monument: listOf(recordId), change: oneChange, seen, reason })
  .refine((c) => c.monument.length > 0, issue('monument', 'choose_monuments'))
  .refine((c) => c.monument.length <= MOST_AT_ONCE, issue('monument', 'many_too_many'))
export type ManyInput = z.output<typeof manyInput>

/** *Undo*: everything that revision `rev` corrected becomes what it was before. */
export const undoInput = z.strictObject({ rev: base, siteId: recordId, seen, reason })
export type UndoInput = z.output<typeof undoInput>

/** The page of a site that changes everything which a view finds, in place of what is ticked. */
export function everyOne(path: string, view: View): string {
  const params = viewParams({ ...view, page: 1 })
  params.set(ALL_PARAM, 'on')
  return href(`${path}/many`, params)
}
