import { clockParams, type View, type ViewProblem } from './filter'

/** Query parameter that names a monument or part, by its slug, to be put beside others; given once for each. */
export const BESIDE_PARAM = 'm'
/** So many fit side by side. */
export const MOST_BESIDE = 4

/**
 * Reads what is to stand side by side, in the order given; empty values count as absent. One named again and one too
 * many are problems and left out; whether the others are there is for a query to say.
 */
export function parseBeside(params: URLSearchParams): {
  slugs: string[]
  problems: ViewProblem[]
} {
  const slugs: string[] = []
  const problems: ViewProblem[] = []
  for (const value of params.getAll(BESIDE_PARAM).map((given) => given.trim())) {
    if (value === '') continue
    if (slugs.includes(value)) problems.push({ param: BESIDE_PARAM, value, code: 'repeated' })
    else if (slugs.length === MOST_BESIDE)
      problems.push({ param: BESIDE_PARAM, value, code: 'too_many' })
    else slugs.push(value)
  }
  return { slugs, problems }
}

/** What stands side by side, and the clocks, as query parameters. */
export function besideParams(
  slugs: readonly string[],
  asked: Pick<View, 'asOf' | 'knownAt' | 'rev'>,
): URLSearchParams {
  return new URLSearchParams([
    ...slugs.map((slug) => [BESIDE_PARAM, slug] as [string, string]),
    ...clockParams(asked),
  ])
}
