import type { ViewProblem } from './filter'
import { PROPERTIES, type Property } from './vocabulary'

/** Query parameters that narrow what a source says: to one property, and to one monument or part by its slug. */
export const SAID_PARAMS = ['property', 'monument'] as const

export type SaidFilter = { property: Property | null; monument: string | null }

/** Reads the filter of what a source says; empty values count as absent. Whether the monument is there a query tells. */
export function parseSaid(params: URLSearchParams): {
  filter: SaidFilter
  problems: ViewProblem[]
} {
  const [asked, monument] = SAID_PARAMS.map((param) => params.get(param)?.trim() || null)
  const property = PROPERTIES.find((one) => one === asked) ?? null
  const problems: ViewProblem[] =
    asked && property === null ? [{ param: 'property', value: asked, code: 'unknown_value' }] : []
  return { filter: { property, monument: monument ?? null }, problems }
}
