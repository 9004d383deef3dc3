import { z } from 'zod'
import { longText, numberText, shortText } from '../domain/text'
import * as v from '../domain/vocabulary'

/* What cells are read by. Made once: making a schema costs far more than reading a cell with it. */
export const line = shortText()
export const key = shortText(100)
export const basisText = shortText(500)
export const wordsText = longText(10_000)
export const partText = longText(5000)
export const remarkText = longText(2000)
export const latitude = numberText({ min: -90, max: 90 })
export const longitude = numberText({ min: -180, max: 180 })
export const metres = numberText({ min: 0, max: 1_000_000 })
export const monumentKind = z.enum(v.MONUMENT_KINDS)
export const property = z.enum(v.PROPERTIES)
export const qualifier = z.enum(v.QUALIFIERS)
export const condition = z.enum(v.CONDITIONS)
export const method = z.enum(v.METHODS)
export const access = z.enum(v.ACCESSES)
export const sourceClass = z.enum(v.SOURCE_CLASSES)
export const sourceKind = z.enum(v.SOURCE_KINDS)
export const rights = z.enum(v.RIGHTS)
