import Negotiator from 'negotiator'

/** The types that the API answers in; what is not listed by an operation is 406. */
export const MEDIA = [
  'application/json',
  'application/ld+json',
  'application/geo+json',
  'text/csv',
] as const
export type Media = (typeof MEDIA)[number]

/** The best of some types for an `Accept` header; the first where nothing is preferred, null where none will do. */
export function bestOf<T extends string>(accept: string | null, offered: readonly T[]): T | null {
  const asked = accept?.trim() || '*/*'
  const [best] = new Negotiator({ headers: { accept: asked } }).mediaTypes([...offered])
  return offered.find((type) => type === best) ?? null
}
