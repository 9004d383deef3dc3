import { langByScript } from '../../db/domain/arabic'
import { markedIn, type Query, type Segment } from '../../db/domain/search-query'
import type { Bilingual, Headline, Qualifier } from '../../db/domain/vocabulary'
import { SourceLink } from '../monument/source-link'
import { AsWritten } from '../own-text'
import type { Say } from '../say'
import { FlagMark, flagsOf, StatusMark } from '../status-mark'
import { FoundName, FoundText, Marked } from './found-text'
import styles from './search.module.css'

type Source = {
  id: string
  title: string
  publisher: string | null
  published: string | null
  publishedAsGiven: string | null
  lang: string | null
}

type Find = {
  kind: string
  id: string
  slug: string | null
  about: Bilingual | null
  date: { valid: string; qualifier: Qualifier } | null
  texts: {
    of: string
    lang: string
    segments: Segment[]
    isCutBefore: boolean
    isCutAfter: boolean
  }[]
  sources: Source[]
}

type Status = {
  headline: Headline
  atRisk: boolean
  underIntervention: boolean
  contested: boolean
}

type Group = { unit: string; found: number; finds: Find[] } & (
  | { kind: 'monument'; siteSlug: string; slug: string; name: Bilingual; status: Status }
  | { kind: 'site'; siteSlug: string; name: Bilingual }
  | { kind: 'source'; source: Source }
)

/** The texts that need to be told from what a record mainly says. */
const LABELLED = ['name', 'note', 'value', 'attributed', 'actor', 'after', 'standing', 'reading']
const MOST_SOURCES = 2

type Props = {
  say: Say
  query: Query
  group: Group
  /** The name of a monument's site, where there are several. */
  siteName: string | null
  isMore: boolean
  /** Where all of it is shown; null where that is this page. */
  moreHref: string | null
}

/** A monument, a site or a source with what was found about it; with `isMore` there may be more than was counted. */
export function FoundGroup({ say, query, group, siteName, isMore, moreHref }: Props) {
  const { t, lang, at } = say
  const rest = group.found - group.finds.length
  const path =
    group.kind === 'source'
      ? `/${lang}/sources/${encodeURIComponent(group.source.id)}`
      : `/${lang}/${group.siteSlug}${group.kind === 'monument' ? `/${group.slug}` : ''}`
  // A source is told by its heading; what it says is what is found in its notes.
  const finds = group.finds.filter((find) => find.kind !== 'source' || find.texts.length > 0)
  return (
    <article className={styles.group} aria-labelledby={`found-${group.unit}`}>
      <header>
        <h2 id={`found-${group.unit}`}>
          <a href={at(path)}>
            {group.kind === 'source' ? (
              <bdi lang={langByScript(group.source.title)}>
                <Marked segments={markedIn(group.source.title, query)} />
              </bdi>
            ) : (
              <FoundName say={say} name={group.name} query={query} />
            )}
          </a>
        </h2>
        {group.kind === 'monument' && (
          <p className={styles.status}>
            <StatusMark say={say} headline={group.status.headline} />
            {flagsOf(group.status).map((flag) => (
              <FlagMark key={flag} say={say} flag={flag} />
            ))}
            <AsWritten text={siteName} className="quiet" />
          </p>
        )}
        {group.kind === 'site' && <p className="quiet">{t('search.theSite')}</p>}
        {group.kind === 'source' && (
          <p className="quiet">
            {t('search.kinds.source')} ·{' '}
            <bdi>
              <Marked segments={markedIn(group.source.publisher ?? '', query)} />
            </bdi>{' '}
            <AsWritten
              text={group.source.publishedAsGiven ?? group.source.published ?? t('sources.undated')}
            />
          </p>
        )}
      </header>
      <ul>
        {finds.map((find) => (
          <li key={`${find.kind} ${find.id}`} data-record={find.id}>
            <Found say={say} query={query} find={find} path={path} site={siteOf(group)} />
          </li>
        ))}
      </ul>
      {moreHref !== null && (rest > 0 || isMore) && (
        <p className={styles.more}>
          <a href={moreHref}>{isMore ? t('search.allHere') : t('search.more', { count: rest })}</a>
        </p>
      )}
    </article>
  )
}

function Found({
  say,
  query,
  find,
  path,
  site,
}: {
  say: Say
  query: Query
  find: Find
  path: string
  site: string | null
}) {
  const { t, date, lang } = say
  const isItself = find.kind === 'source' || (find.kind === 'place' && find.about === null)
  const place = site && find.slug ? `/${lang}/${site}/${find.slug}` : path
  return (
    <>
      {!isItself && (
        <p className={styles.what}>
          <a href={addressOf(say, find, place, site)}>
            {t(`search.kinds.${find.kind === 'place' ? 'part' : find.kind}`)}
            {find.about && (
              <>
                {t('search.colon')} <FoundName say={say} name={find.about} query={query} />
              </>
            )}
          </a>
          {find.date && <span> · {date(find.date.valid, find.date.qualifier)}</span>}
        </p>
      )}
      {find.texts.map((text) => (
        <p key={`${text.of} ${text.lang}`} className={styles.text}>
          {LABELLED.includes(text.of) && (
            <span className="quiet">{t(`search.texts.${text.of}`)} </span>
          )}
          <FoundText say={say} text={text} />
        </p>
      ))}
      {find.sources.length > 0 && (
        <p className={styles.sources}>
          {find.sources.slice(0, MOST_SOURCES).map((source, n) => (
            <span key={source.id}>
              {n > 0 && ' · '}
              <SourceLink say={say} source={source} />{' '}
              <AsWritten
                text={source.publishedAsGiven ?? source.published ?? t('sources.undated')}
              />
            </span>
          ))}
          {find.sources.length > MOST_SOURCES && (
            <> {t('search.moreSources', { count: find.sources.length - MOST_SOURCES })}</>
          )}
        </p>
      )}
    </>
  )
}

/** Where a find stands: a page of its own, or its place on the page of what it is about. */
function addressOf(say: Say, find: Find, place: string, site: string | null): string {
  const id = encodeURIComponent(find.id)
  const on = (page: string, hash: string) => `${say.at(page)}#${hash}`
  const ofSite = (page: string) => `/${say.lang}/${site}/${page}`
  if (find.kind === 'claim') return say.at(`/${say.lang}/claims/${id}`)
  if (find.kind === 'assessment') return say.at(`/${say.lang}/assessments/${id}`)
  if (find.kind === 'place' || site === null) return say.at(place)
  const isOfSite = find.slug === null
  if (find.kind === 'event') return on(isOfSite ? ofSite('events') : place, `event-${id}`)
  if (find.kind === 'question')
    return on(isOfSite ? ofSite('disagreements') : place, `disagreement-${id}`)
  if (find.kind === 'threat') return isOfSite ? on(ofSite('risk'), id) : on(place, 'threats')
  return isOfSite ? say.at(place) : on(place, 'notes')
}

function siteOf(group: Group): string | null {
  return group.kind === 'source' ? null : group.siteSlug
}
