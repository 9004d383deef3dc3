/** The types that the API answers in; what is not listed by an operation is 406. */
export const MEDIA = [
  'application/json',
  'application/ld+json',
  'application/geo+json',
  'text/csv',
] as const
export type Media = (typeof MEDIA)[number]
