import type {
  BreadcrumbList,
  Claim,
  CreativeWork,
  DataDownload,
  Dataset,
  ImageObject,
  LandmarksOrHistoricalBuildings,
  NewsArticle,
  Organization,
  Report,
  WithContext,
} from 'schema-dts'
import { identifierUrl } from '../components/monument/identifier-url'
import { safeUrl } from '../components/safe-url'
import { formatDay } from '../db/domain/dates'
import { clockParams, href, type PinnedView, viewParams } from '../db/domain/filter'
import type { Bilingual, Lang } from '../db/domain/vocabulary'
import type { ImageEntry } from '../db/queries/images'
import type { MonumentPage } from '../db/queries/monument'
import type { AssessmentPage, ClaimPage } from '../db/queries/record-pages'
import type { SiteEntry } from '../db/queries/sites'
import type { Row } from '../db/store/records'
import { translator } from './_i18n'

/*
 * What pages say to search engines, in the terms of schema.org, to which the types hold it. A claim is what a source says
 * and an assessment what we conclude; neither is a fact check of anybody's, so ClaimReview is not used. Everything given
 * here has been through `visibleRows`. Members that are undefined are not written.
 */

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/'
type Work = Report | NewsArticle | CreativeWork
const CONTEXT = { '@context': 'https://schema.org' } as const

/** The register of a site as a data set in the catalogue of the whole, with the files that it can be had in. */
export function datasetOf(
  origin: string,
  lang: Lang,
  site: SiteEntry,
  view: PinnedView,
): WithContext<Dataset> {
  const t = translator(lang)
  const query = viewParams({ ...view, page: 1 })
  const file = (path: string, encodingFormat: string): DataDownload => ({
    '@type': 'DataDownload',
    encodingFormat,
    contentUrl: `${origin}${href(path, query)}`,
  })
  const slug = encodeURIComponent(site.slug)
  return {
    ...CONTEXT,
    '@type': 'Dataset',
    '@id': `${origin}/${lang}/${slug}`,
    url: `${origin}/${lang}/${slug}`,
    ...named(site.name, lang),
    description: t('api.schema.dataset', { site: textOf(site.name, lang) ?? site.slug }),
    inLanguage: ['en', 'ar'],
    license: LICENCE,
    isAccessibleForFree: true,
    version: String(view.rev),
    creator: organisation(lang),
    spatialCoverage: { '@type': 'Place', ...named(site.name, lang) },
    includedInDataCatalog: {
      '@type': 'DataCatalog',
      '@id': `${origin}/`,
      name: t('common.name'),
      url: `${origin}/${lang}`,
    },
    distribution: [
      file(`/exports/${slug}/monuments.csv`, 'text/csv'),
      file(`/exports/${slug}/claims.csv`, 'text/csv'),
      file(`/exports/${slug}/sources.csv`, 'text/csv'),
      file(
        `/exports/${slug}/monuments.xlsx`,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ),
      file(`/exports/${slug}/monuments.geojson`, 'application/geo+json'),
      file(`/exports/${slug}/monuments.jsonld`, 'application/ld+json'),
      file(`/exports/${slug}/crate.zip`, 'application/zip'),
      file(`/api/v1/sites/${slug}/monuments`, 'application/json'),
    ],
  }
}

/** A picture, with who made it and what may be done with it in words. */
export function imageData(
  origin: string,
  lang: Lang,
  image: Row<'image'>,
  view: PinnedView,
): WithContext<ImageObject> {
  return {
    ...CONTEXT,
    ...imageOf(origin, lang, image),
    url: `${origin}${href(`/${lang}/images/${encodeURIComponent(image.id)}`, clockParams(view))}`,
  }
}

function imageOf(origin: string, lang: Lang, image: Row<'image'>) {
  const path = `${origin}/images/${encodeURIComponent(image.id)}`
  return {
    '@type': 'ImageObject',
    '@id': path,
    contentUrl: `${path}/large.webp`,
    thumbnailUrl: `${path}/thumb.webp`,
    encodingFormat: 'image/webp',
    width: `${image.width} px`,
    height: `${image.height} px`,
    caption: textOf(image.caption, lang),
    creditText: image.credit,
    usageInfo: translator(lang)(`vocab.rights.${image.rights}`),
  } as const
}

/** Search engines are told of nothing that the public may not see. */
function isOpen(image: ImageEntry): boolean {
  return image.sensitivity === 'public'
}

/** A monument or part as a place, with its identifiers elsewhere and its position as far as it may be told. */
export function monumentData(
  origin: string,
  lang: Lang,
  site: Pick<Row<'site'>, 'slug'>,
  page: MonumentPage,
  view: PinnedView,
): WithContext<LandmarksOrHistoricalBuildings> {
  const path = (slug: string) =>
    `/${lang}/${encodeURIComponent(site.slug)}/${encodeURIComponent(slug)}`
  const [place] = page.coordinates
  const same = page.identifiers.flatMap(
    ({ scheme, value }) => (value && identifierUrl(scheme, value)) || [],
  )
  const t = translator(lang)
  return {
    ...CONTEXT,
    '@type': 'LandmarksOrHistoricalBuildings',
    '@id': `${origin}${path(page.monument.slug)}`,
    url: `${origin}${href(path(page.monument.slug), clockParams(view))}`,
    ...named(
      page.name,
      lang,
      page.names.map((n) => n.form),
    ),
    description: textOf(page.monument.description, lang),
    sameAs: same.length > 0 ? same : undefined,
    geo: place
      ? { '@type': 'GeoCoordinates', latitude: place.lat, longitude: place.lon }
      : undefined,
    image:
      page.images.length > 0
        ? page.images.filter(isOpen).map((image) => imageOf(origin, lang, image))
        : undefined,
    containedInPlace: page.whole
      ? { '@id': `${origin}${path(page.whole.slug)}` }
      : { '@id': `${origin}/${lang}/${encodeURIComponent(site.slug)}` },
    additionalProperty: {
      '@type': 'PropertyValue',
      name: t('vocab.lists.headlines'),
      value: t(`vocab.headlines.${page.status.headline}`),
      propertyID: `${origin}/${lang}/about#scales`,
    },
  }
}

/** What a source says. */
export function claimData(
  origin: string,
  lang: Lang,
  { claim }: ClaimPage,
  view: PinnedView,
): WithContext<Claim> {
  return {
    ...CONTEXT,
    '@type': 'Claim',
    ...addressed(origin, lang, 'claims', claim.id, view),
    text: claim.words,
    inLanguage: claim.wordsLang,
    datePublished: formatDay(claim.knownFrom),
    about: { '@type': 'Thing', ...named(claim.subjectName, lang) },
    appearance: work(origin, lang, claim.source),
  }
}

/** What the editors conclude, with the claims that it rests on. */
export function assessmentData(
  origin: string,
  lang: Lang,
  { assessment }: AssessmentPage,
  view: PinnedView,
): WithContext<CreativeWork> {
  return {
    ...CONTEXT,
    '@type': 'CreativeWork',
    ...addressed(origin, lang, 'assessments', assessment.id, view),
    abstract: textOf(assessment.rationale, lang),
    about: { '@type': 'Thing', ...named(assessment.subjectName, lang) },
    creator: organisation(lang),
    license: LICENCE,
    isBasedOn: assessment.claims.map(({ claim }) => ({
      '@type': 'Claim',
      '@id': `${origin}/${lang}/claims/${encodeURIComponent(claim.id)}`,
    })),
  }
}

/** A source as the work that it is. */
export function sourceData(
  origin: string,
  lang: Lang,
  source: Row<'source'>,
  view: PinnedView,
): WithContext<Work> {
  return {
    ...CONTEXT,
    ...work(origin, lang, source),
    mainEntityOfPage: addressed(origin, lang, 'sources', source.id, view).url,
  }
}

/** The way to a page: names with paths below the origin, the last one being the page itself. */
export function breadcrumbs(
  origin: string,
  crumbs: { name: string; path: string }[],
): WithContext<BreadcrumbList> {
  return {
    ...CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, path }, n) => ({
      '@type': 'ListItem',
      position: n + 1,
      name,
      item: `${origin}${path}`,
    })),
  }
}

function work(origin: string, lang: Lang, source: Row<'source'>): Work {
  return {
    '@type': WORKS[source.class] ?? 'CreativeWork',
    '@id': `${origin}/${lang}/sources/${encodeURIComponent(source.id)}`,
    name: source.title,
    publisher: source.publisher ? { '@type': 'Organization', name: source.publisher } : undefined,
    // schema.org takes ISO 8601 only; of EDTF that is a day, a month or a year.
    datePublished: source.published?.match(/^\d{4}(-\d\d){0,2}$/)?.[0],
    inLanguage: source.lang ?? undefined,
    url: safeUrl(source.url) ?? undefined,
  }
}

const WORKS: Partial<Record<Row<'source'>['class'], 'Report' | 'NewsArticle'>> = {
  institution: 'Report',
  press: 'NewsArticle',
}

function addressed(origin: string, lang: Lang, kind: string, id: string, view: PinnedView) {
  const path = `/${lang}/${kind}/${encodeURIComponent(id)}`
  return { '@id': `${origin}${path}`, url: `${origin}${href(path, clockParams(view))}` }
}

function organisation(lang: Lang): Organization {
  return { '@type': 'Organization', name: translator(lang)('history.feed.author') }
}

function named(name: Bilingual, lang: Lang, more: string[] = []) {
  const main = textOf(name, lang)
  const forms = [name.en, name.ar, ...more].filter((form) => form !== undefined)
  const others = [...new Set(forms)].filter((form) => form !== main)
  return {
    name: main,
    alternateName: others.length > 0 ? others : undefined,
  }
}

function textOf(text: Bilingual | null, lang: Lang): string | undefined {
  return text?.[lang] ?? text?.en ?? text?.ar
}
