import { z } from 'zod'
import { dateText, has, issue, optional } from './fields'
import { base, openness, reason, recordId, uuid } from './inputs'
import { longText, shortText } from './text'
import * as v from './vocabulary'

const described = {
  captionEn: optional(longText(1000)),
  captionAr: optional(longText(1000)),
  credit: shortText(),
  rights: z.enum(v.RIGHTS),
  taken: optional(dateText),
  monumentId: optional(recordId),
  beforeId: optional(recordId),
  sensitivity: openness,
  reason,
}

/** *Add an image*: what it belongs to, what it shows, who made it and what may be done with it. The file comes beside. */
export const imageInput = z
  .strictObject({ formId: uuid, about: recordId, redacts: optional(recordId), ...described })
  .refine((i) => has(i.captionEn) || has(i.captionAr), issue('captionEn', 'caption_needed'))
export type ImageInput = z.output<typeof imageInput>

/** *Edit an image*: everything but the picture itself. */
export const imageEditInput = z
  .strictObject({ imageId: recordId, base, ...described })
  .refine((i) => has(i.captionEn) || has(i.captionAr), issue('captionEn', 'caption_needed'))
export type ImageEditInput = z.output<typeof imageEditInput>
