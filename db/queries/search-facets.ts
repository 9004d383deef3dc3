import type { PinnedView } from '../domain/filter'
import { SEARCH_KINDS, type SearchFilter, type SearchKind } from '../domain/search-filter'
import { HEADLINES, type Headline, SOURCE_CLASSES, type SourceClass } from '../domain/vocabulary'
import type { Hit } from './search-hits'
import type { Narrowing } from './search-matches'
import type { SiteEntry } from './sites'

/** How many records, or with `isLeast` how many of them at least. */
export type Tally = { count: number; isLeast: boolean }

/** One value that a search can be narrowed to, how many of the records that the other lists leave have it, and whether it is. */
export type Choice<T extends string = string> = { value: T; isOn: boolean } & Tally

export type Facets = {
  kinds: Choice<SearchKind>[]
  headlines: Choice<Headline>[]
  classes: Choice<SourceClass>[]
  langs: Choice[]
  sites: Choice[]
}

export const NOT_NARROWED: Narrowing = {
  ...{ kinds: [], classes: [], langs: [], headlines: [] },
  ...{ siteId: null, place: null },
}

/** What a search is narrowed to besides a place; null when it is not. */
export function narrowingOf(
  { headlines }: PinnedView,
  { kinds, classes, langs, site }: SearchFilter,
  sites: SiteEntry[],
): Narrowing | null {
  const siteId = site === null ? null : (sites.find((one) => one.slug === site)?.id ?? '')
  const isNarrowed = [kinds, classes, langs, headlines].some((list) => list.length > 0)
  if (!isNarrowed && siteId === null) return null
  return { ...NOT_NARROWED, kinds, classes, langs, headlines, siteId }
}

/**
 * The hits that pass every filter, and for each filter how many pass the others: at least so many where these are not
 * `all`, except of what is chosen already when that is.
 */
export function narrowed(
  hits: Hit[],
  view: PinnedView,
  filter: SearchFilter,
  sites: SiteEntry[],
  isCut: { all: boolean; isMore: boolean },
): { chosen: Hit[]; facets: Facets } {
  const slugs = new Map<string | null, string>(sites.map((site) => [site.id, site.slug]))
  const axes = {
    kinds: { of: (hit: Hit): string[] => [hit.kind], wanted: filter.kinds as string[] },
    headlines: {
      of: (hit: Hit): string[] => hit.headlines,
      wanted: view.headlines as string[],
    },
    classes: {
      of: (hit: Hit): string[] => (hit.sourceClass ? [hit.sourceClass] : []),
      wanted: filter.classes as string[],
    },
    langs: { of: (hit: Hit): string[] => (hit.lang ? [hit.lang] : []), wanted: filter.langs },
    sites: {
      of: (hit: Hit): string[] => [slugs.get(hit.siteId) ?? []].flat(),
      wanted: filter.site === null ? [] : [filter.site],
    },
  }
  type Axis = keyof typeof axes
  const names = Object.keys(axes) as Axis[]
  const counts = Object.fromEntries(
    names.map((name) => [name, new Map<string, number>()]),
  ) as Record<Axis, Map<string, number>>
  const chosen: Hit[] = []
  for (const hit of hits) {
    if (filter.place !== null && hit.unit !== filter.place) continue
    const failed = names.filter((name) => {
      const { of, wanted } = axes[name]
      return wanted.length > 0 && !of(hit).some((value) => wanted.includes(value))
    })
    if (failed.length === 0) chosen.push(hit)
    for (const name of names)
      if (failed.every((other) => other === name))
        for (const value of new Set(axes[name].of(hit)))
          counts[name].set(value, (counts[name].get(value) ?? 0) + 1)
  }
  const choices = <T extends string>(name: Axis, list: readonly T[]): Choice<T>[] =>
    list
      .map((value) => {
        const isOn = axes[name].wanted.includes(value)
        const isLeast = isOn ? isCut.isMore : isCut.all
        return { value, isOn, isLeast, count: counts[name].get(value) ?? 0 }
      })
      // What was not looked at may hold any.
      .filter((choice) => choice.count > 0 || choice.isOn || choice.isLeast)
  const byCount = (name: Axis) =>
    [...new Set([...counts[name].keys(), ...axes[name].wanted])].sort(
      (a, b) => (counts[name].get(b) ?? 0) - (counts[name].get(a) ?? 0) || (a < b ? -1 : 1),
    )
  return {
    chosen,
    facets: {
      kinds: choices('kinds', SEARCH_KINDS),
      headlines: choices('headlines', HEADLINES),
      classes: choices('classes', SOURCE_CLASSES),
      langs: choices('langs', byCount('langs')),
      sites: choices('sites', byCount('sites')),
    },
  }
}
