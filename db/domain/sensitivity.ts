import { z } from 'zod'
import { optional } from './fields'
import { base, reason, recordId, uuid } from './inputs'
import { longText, shortText } from './text'
import * as v from './vocabulary'

/** The kinds of record whose sensitivity is decided one by one; what hangs on them follows (see `visibleRows`). */
export const SENSITIVE_KINDS = [
  'monument',
  'name',
  'coordinate',
  'identifier',
  'source',
  'claim',
  'assessment',
  'threat',
  'event',
  'note',
  'image',
  'person',
] as const
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number]

export function isSensitiveKind(kind: string | null): kind is SensitiveKind {
  return kind !== null && (SENSITIVE_KINDS as readonly string[]).includes(kind)
}

/** What can be decided for a kind: only what has a place can be generalised, everything else is shown or not. */
export function levelsOf(kind: SensitiveKind): readonly v.Sensitivity[] {
  const hasPlace = kind === 'monument' || kind === 'coordinate'
  return v.SENSITIVITIES.filter((level) => hasPlace || level !== 'generalised')
}

/** Whether the public would see more after than before. */
export function isLooser(before: v.Sensitivity, after: v.Sensitivity): boolean {
  return v.SENSITIVITIES.indexOf(after) < v.SENSITIVITIES.indexOf(before)
}

const ticked = optional(z.literal('on')).transform((value) => value === 'on')

/** *Who may see it*: one record, the level, and for what loosens it a tick that says so once more. */
export const sensitivityInput = z.strictObject({
  id: recordId,
  base,
  level: z.enum(v.SENSITIVITIES),
  confirmed: ticked,
  reason,
})
export type SensitivityInput = z.output<typeof sensitivityInput>

const part = {
  partEn: shortText(200),
  partAr: shortText(200),
  organisation: optional(shortText()),
}

/** *A person at risk*: what others may know them by. The name is recorded apart, by those who may read it. */
export const personInput = z.strictObject({ formId: uuid, siteId: recordId, ...part, reason })
export type PersonInput = z.output<typeof personInput>

export const personEditInput = z.strictObject({ personId: recordId, base, ...part, reason })
export type PersonEditInput = z.output<typeof personEditInput>

/** *The name of a person at risk*. `base` is left empty where none is recorded yet. */
export const personNameInput = z.strictObject({
  formId: uuid,
  personId: recordId,
  base: optional(base),
  name: shortText(200),
  note: optional(longText(2000)),
  reason,
})
export type PersonNameInput = z.output<typeof personNameInput>

/** *Erase*: whose name, and why. Asked twice, since it cannot be undone. */
export const eraseInput = z.strictObject({ id: recordId, confirmed: ticked, reason })
export type EraseInput = z.output<typeof eraseInput>
