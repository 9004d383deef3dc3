import type { z } from 'zod'
import { has, issue, optional } from './fields'
import { type Estimate, type RiskScore, SCORE_PARTS, type ScorePart } from './risk'
import { longText, numberText } from './text'

const BOUNDS = ['low', 'likely', 'high'] as const
type Bound = (typeof BOUNDS)[number]

/** The name of one field of a score in a form: `aLow`, `aLikely` … `cHigh`. */
export type ScoreField = `${ScorePart}${Capitalize<Bound>}`
export const scoreField = (part: ScorePart, bound: Bound) =>
  `${part}${bound.charAt(0).toUpperCase()}${bound.slice(1)}` as ScoreField

/** Every field of a score but its rationale, in the order of the form. */
export const SCORE_FIELDS: readonly ScoreField[] = SCORE_PARTS.flatMap((part) =>
  BOUNDS.map((bound) => scoreField(part, bound)),
)

const halfPoints = optional(
  numberText({ min: 0.5, max: 5 }).refine((n) => Number.isInteger(n * 2), {
    params: { key: 'half_point' },
  }),
)

/** The form fields of an ABC score; all empty means that there is none. */
export const scoreFields = {
  ...(Object.fromEntries(SCORE_FIELDS.map((name) => [name, halfPoints])) as Record<
    ScoreField,
    typeof halfPoints
  >),
  scoreRationale: optional(longText(10_000)),
}

/** What was typed into those fields. What was filled in wrongly is undefined and has its own message. */
export type TypedScore = Record<ScoreField, number | null> & { scoreRationale: string | null }

/** Holds a form to a whole score or none: every estimate and the reason, each range in order. */
export function wholeScore<T extends z.ZodType<TypedScore>>(form: T): T {
  const names = [...SCORE_FIELDS, 'scoreRationale'] as const
  const whole = names.reduce<z.ZodType<TypedScore>>(
    (schema, name) =>
      schema.refine(
        (typed) => has(typed[name]) || names.every((other) => !has(typed[other])),
        issue(name, 'whole_score'),
      ),
    form,
  )
  return SCORE_PARTS.reduce((schema, part) => {
    const [low, likely, high] = BOUNDS.map((bound) => scoreField(part, bound)) as Triple
    return schema
      .refine((t) => inOrder(t[low], t[likely]), issue(likely, 'score_order'))
      .refine((t) => inOrder(t[likely], t[high]), issue(high, 'score_order'))
  }, whole) as T
}

/** The score that was typed, its rationale beside; null when there is none. */
export function typedScore(typed: TypedScore): Record<ScorePart, Estimate> | null {
  const of = (part: ScorePart): Estimate | null => {
    const [low, likely, high] = BOUNDS.map((bound) => typed[scoreField(part, bound)])
    return low == null || likely == null || high == null ? null : { low, likely, high }
  }
  const [a, b, c] = [of('a'), of('b'), of('c')]
  return a && b && c ? { a, b, c } : null
}

/** A score as the texts of its form fields, all empty for none. */
export function scoreTexts(score: Pick<RiskScore, ScorePart> | null): Record<ScoreField, string> {
  return Object.fromEntries(
    SCORE_PARTS.flatMap((part) =>
      BOUNDS.map((bound) => [scoreField(part, bound), score ? String(score[part][bound]) : '']),
    ),
  ) as Record<ScoreField, string>
}

type Triple = [ScoreField, ScoreField, ScoreField]

function inOrder(least: number | null | undefined, most: number | null | undefined): boolean {
  return least == null || most == null || !(least > most)
}
