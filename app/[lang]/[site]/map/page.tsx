import { ClockBar } from '../../../../components/clock-bar'
import styles from '../../../../components/map/map.module.css'
import { MapBox } from '../../../../components/map/map-box'
import { MapKey } from '../../../../components/map/map-key'
import type { MapLine, PlacedLine } from '../../../../components/map/map-line'
import { type MapSettings, mapWords } from '../../../../components/map/map-words'
import { PlaceList } from '../../../../components/map/place-list'
import { SitePlan } from '../../../../components/map/site-plan'
import { Problems } from '../../../../components/problems'
import { ExportLinks } from '../../../../components/register/export-links'
import { FilterForm } from '../../../../components/register/filter-form'
import { HeadlineCounts } from '../../../../components/register/headline-counts'
import { PageLinks } from '../../../../components/register/page-links'
import { ViewLinks } from '../../../../components/register/view-links'
import { env } from '../../../../db/cli/env'
import { clockParams, href, PAGE_SIZE, viewParams } from '../../../../db/domain/filter'
import { MOST_POINTS, placesIn } from '../../../../db/queries/places'
import { preferredNames } from '../../../../db/queries/register-row'
import { requireSite } from '../../../../db/queries/sites'
import { sayIn } from '../../../_i18n'
import { openPage, orNotFound } from '../../../_page'
import { nameIn } from '../../_editing/options'
import { onePage } from '../_one-page'

export async function generateMetadata({ params }: PageProps<'/[lang]/[site]/map'>) {
  const { lang } = await params
  return { title: sayIn(lang === 'ar' ? 'ar' : 'en').t('map.title') }
}

/** The monuments of a view on the ground: a plan, or where the browser can a map, beside the list of them. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/[site]/map'>) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams)
  const { say, db, reader, pinned } = opened
  const { t } = say
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const names = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id) ?? {}
  const name = nameIn(say, names, slug)
  const { asked, problems, rows, counts, total, found } = await onePage(opened, (page) =>
    placesIn(db, reader, site.id, pinned, page),
  )
  const { placed, unknown } = numbered(rows, asked.page)
  const path = `/${lang}/${slug}/map`
  const { basemap } = env()
  const hrefOf = (monument: string) => href(`/${lang}/${slug}/${monument}`, clockParams(asked))
  const settings: MapSettings = {
    lang: say.lang,
    dataUrl: href(`/exports/${slug}/monuments.geojson`, viewParams({ ...pinned.view, page: 1 })),
    isLarge: found > MOST_POINTS,
    pageUrl: hrefOf('{slug}'),
    basemap: basemap && { kind: basemap.kind, url: basemap.url },
    words: mapWords(say),
  }
  const others = [...viewParams({ ...asked, asOf: null, knownAt: null, rev: null, page: 1 })]
  return (
    <>
      <Problems say={say} problems={problems} />
      <h1>{t('map.heading', { site: name })}</h1>
      <p>{t('map.lead', { count: total })}</p>
      <ClockBar
        say={say}
        title={name}
        path={path}
        asked={asked}
        settled={pinned.view}
        kept={others}
      />
      <HeadlineCounts say={say} path={path} asked={asked} counts={counts} />
      <FilterForm say={say} path={path} asked={asked} />
      <ViewLinks say={say} site={slug} asked={asked} current="map" />
      <p role="status">{t('register.found', { count: found })}</p>
      <MapBox
        settings={settings}
        plan={
          placed.length > 0 ? (
            <SitePlan say={say} site={name} lines={placed} hrefOf={hrefOf} />
          ) : (
            <p className={styles.nothing}>{t('map.nothing')}</p>
          )
        }
        list={
          <section className={styles.list} aria-labelledby="map-list" id="results">
            <h2 id="map-list">
              {t('map.list')} <span className="quiet" data-in-sight />
            </h2>
            <PlaceList say={say} placed={placed} unknown={unknown} hrefOf={hrefOf} />
            <PageLinks say={say} path={path} asked={asked} found={found} />
          </section>
        }
      />
      <MapKey say={say} basemap={basemap?.attribution ?? null} />
      <ExportLinks say={say} site={slug} view={pinned.view} />
    </>
  )
}

/** Numbers those that have a position in the order of the list, so that plan and list can be read together. */
function numbered(rows: MapLine[], page: number) {
  const before = (page - 1) * PAGE_SIZE
  const placed: PlacedLine[] = rows
    .flatMap((row) => (row.place ? { ...row, place: row.place } : []))
    .map((row, n) => ({ ...row, number: before + n + 1 }))
  return { placed, unknown: rows.filter((row) => row.place === null) }
}
