import { EVERYTHING, href, type View } from '../../db/domain/filter'
import { ALL_FOUND, type SearchFilter, searchParams } from '../../db/domain/search-filter'
import { languageName } from '../language-name'
import type { Say } from '../say'
import styles from './search.module.css'

type Choice<T extends string = string> = {
  value: T
  count: number
  isLeast: boolean
  isOn: boolean
}

/** What a search can be narrowed to, each list with how many records every choice would leave, or at least so many. */
export type FacetLists = {
  kinds: Choice<SearchFilter['kinds'][number]>[]
  headlines: Choice<View['headlines'][number]>[]
  classes: Choice<SearchFilter['classes'][number]>[]
  langs: Choice[]
  sites: Choice[]
}

type Props = {
  say: Say
  path: string
  asked: View
  filter: SearchFilter
  facets: FacetLists
  siteName: (slug: string) => string
}

/** Links that narrow a search, or widen it again; a list that leaves no choice is not shown. */
export function Facets({ say, path, asked, filter, facets, siteName }: Props) {
  const { t } = say
  const to = (view: Partial<View>, narrower: Partial<SearchFilter>) =>
    href(path, searchParams({ ...asked, page: 1, ...view }, { ...filter, ...narrower }))
  const isNarrowed =
    asked.headlines.length > 0 ||
    searchParams(EVERYTHING, { ...filter, place: null, exactly: false }).size > 0
  const lists = [
    listOf(
      'kinds',
      facets.kinds,
      (c) => t(`search.kinds.${c}`),
      (c) => to({}, { kinds: toggled(filter.kinds, c) }),
    ),
    listOf(
      'headlines',
      facets.headlines,
      (c) => t(`vocab.headlines.${c}`),
      (c) => to({ headlines: toggled(asked.headlines, c) }, {}),
    ),
    listOf(
      'classes',
      facets.classes,
      (c) => t(`vocab.sourceClasses.${c}`),
      (c) => to({}, { classes: toggled(filter.classes, c) }),
    ),
    listOf(
      'langs',
      facets.langs,
      (c) => languageName(say, c),
      (c) => to({}, { langs: toggled(filter.langs, c) }),
    ),
    listOf('sites', facets.sites, siteName, (c) => to({}, { site: filter.site === c ? null : c })),
  ].filter((list) => list.choices.length > 1 || list.choices.some((c) => c.isOn))
  if (lists.length === 0) return null
  const { place, exactly } = filter
  return (
    <nav id="narrow" className={styles.facets} aria-label={t('search.narrow')}>
      {lists.map(({ name, choices }) => (
        <section key={name} aria-labelledby={`by-${name}`}>
          <h2 id={`by-${name}`}>{t(`search.facets.${name}`)}</h2>
          <ul>
            {choices.map((choice) => (
              <li key={choice.value}>
                <a href={choice.href} aria-current={choice.isOn || undefined}>
                  <span>{choice.label}</span>{' '}
                  <span className={styles.count}>{countOf(say, choice)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isNarrowed && (
        <p>
          <a href={to({ headlines: [] }, { ...ALL_FOUND, place, exactly })}>{t('search.widen')}</a>
        </p>
      )}
    </nav>
  )
}

/** How many; nothing where none has been seen but not all was looked at. */
function countOf({ t }: Say, { count, isLeast }: Pick<Choice, 'count' | 'isLeast'>) {
  if (!isLeast) return count
  return count > 0 && t('search.atLeast', { count })
}

function listOf<T extends string>(
  name: keyof FacetLists,
  choices: Choice<T>[],
  labelOf: (value: T) => string,
  hrefOf: (value: T) => string,
) {
  return {
    name,
    choices: choices.map((c) => ({ ...c, label: labelOf(c.value), href: hrefOf(c.value) })),
  }
}

function toggled<T>(list: T[], value: T): T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value]
}
