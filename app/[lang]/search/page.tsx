import { ClockBar } from '../../../components/clock-bar'
import { AsWritten } from '../../../components/own-text'
import { Problems } from '../../../components/problems'
import { Facets } from '../../../components/search/facets'
import { FoundGroup } from '../../../components/search/found-group'
import styles from '../../../components/search/search.module.css'
import { SearchBox } from '../../../components/search/search-box'
import { SearchPages } from '../../../components/search/search-pages'
import { NothingFound, TakenFor } from '../../../components/search/taken'
import { clockParams, href } from '../../../db/domain/filter'
import { parseSearch, SEARCH_PARAMS, searchParams } from '../../../db/domain/search-filter'
import { search } from '../../../db/queries/search'
import { sayIn } from '../../_i18n'
import { openPage, toParams } from '../../_page'

/** What somebody may try who has typed nothing yet; keys of messages. */
const EXAMPLES = ['name', 'arabic', 'phrase', 'publisher', 'person'] as const

type Props = PageProps<'/[lang]/search'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { t } = sayIn((await params).lang === 'ar' ? 'ar' : 'en')
  const text = toParams(await searchParams)
    .get('q')
    ?.trim()
  return {
    title: text ? t('search.titleOf', { text: text.slice(0, 80) }) : t('search.title'),
    robots: { index: false },
  }
}

/** Everything that holds the words: names, descriptions, claims, events, conclusions, notes and sources. */
export default async function Page({ params, searchParams: query }: Props) {
  const { lang } = await params
  const opened = await openPage(lang, query, SEARCH_PARAMS)
  const { say, db, reader, asked, pinned } = opened
  const { t } = say
  const { filter, problems } = parseSearch(toParams(await query))
  const path = `/${lang}/search`
  const found = await search(db, reader, pinned, filter, say.lang)
  const { count, isLeast: isMore } = found.found
  const isAsked = found.query.terms.length > 0
  const kept = [
    ...searchParams({ ...asked, asOf: null, knownAt: null, rev: null, page: 1 }, filter),
  ]
  const more = (unit: string) =>
    href(path, searchParams({ ...asked, page: 1 }, { ...filter, place: unit }))
  const clocks = clockParams(asked)
  const names = new Map(found.sites.map((s) => [s.slug, s.name[say.lang] ?? s.name.en ?? s.slug]))
  const nameOf = (slug: string) => names.get(slug) ?? slug
  const common = { say, path, asked, filter }
  return (
    <>
      <Problems say={say} problems={[...opened.problems, ...problems]} />
      <h1>{t('search.title')}</h1>
      <SearchBox say={say} kept={clocks} text={asked.text} size="large" />
      <ClockBar
        say={say}
        title={t('search.title')}
        path={path}
        asked={asked}
        settled={pinned.view}
        kept={kept}
      />
      {!isAsked && <Examples {...common} />}
      {isAsked && (
        <>
          <p className={styles.summary} role="status">
            {found.isPartial && <span>{t('search.partial')}</span>}
            {t(isMore ? 'search.manyFound' : 'search.found', { count })}{' '}
            {!isMore && found.groupCount > 1 && t('search.in', { count: found.groupCount })}
            {count > 1 && (
              <a className={styles.toFacets} href="#narrow">
                {t('search.narrow')}
              </a>
            )}
            {filter.place !== null && (
              <a href={href(path, searchParams({ ...asked, page: 1 }, { ...filter, place: null }))}>
                {t('search.everywhere')}
              </a>
            )}
          </p>
          <TakenFor {...common} taken={found.taken} />
          <div className={styles.columns}>
            <div className={styles.results}>
              {found.groups.map((group) => (
                <FoundGroup
                  key={group.unit}
                  say={say}
                  query={found.query}
                  group={group}
                  siteName={
                    found.sites.length > 1 && group.kind === 'monument'
                      ? nameOf(group.siteSlug)
                      : null
                  }
                  isMore={isMore}
                  moreHref={filter.place === null ? more(group.unit) : null}
                />
              ))}
              {(count === 0 || found.isPartial) && (
                <NothingFound
                  {...common}
                  taken={found.taken}
                  isMoved={clocks.size > 0}
                  registers={found.sites.map((s) => ({
                    path: `/${lang}/${s.slug}`,
                    name: nameOf(s.slug),
                  }))}
                />
              )}
              <SearchPages {...common} page={found.page} groupCount={found.groupCount} />
            </div>
            <Facets {...common} facets={found.facets} siteName={nameOf} />
          </div>
        </>
      )}
    </>
  )
}

function Examples({ say: { t }, path, asked, filter }: Common) {
  return (
    <section className={styles.examples} aria-labelledby="examples">
      <p>{t('search.lead')}</p>
      <h2 id="examples">{t('search.examples.title')}</h2>
      <ul>
        {EXAMPLES.map((key) => {
          const text = t(`search.examples.${key}`)
          return (
            <li key={key}>
              <a href={href(path, searchParams({ ...asked, text, page: 1 }, filter))}>
                <AsWritten text={text} />
              </a>{' '}
              <span className="quiet">{t(`search.examples.${key}Why`)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type Common = Pick<Parameters<typeof TakenFor>[0], 'say' | 'path' | 'asked' | 'filter'>
