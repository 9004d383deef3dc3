import { ClockBar } from '../../../components/clock-bar'
import { JsonLd } from '../../../components/json-ld'
import { Problems, Saved } from '../../../components/problems'
import { ExportLinks } from '../../../components/register/export-links'
import { FilterForm } from '../../../components/register/filter-form'
import { HeadlineCounts } from '../../../components/register/headline-counts'
import { PageLinks } from '../../../components/register/page-links'
import { RegisterTable } from '../../../components/register/register-table'
import { ViewLinks } from '../../../components/register/view-links'
import { env } from '../../../db/cli/env'
import { formatDay } from '../../../db/domain/dates'
import {
  clockParams,
  EVERYTHING,
  href,
  type View,
  type ViewProblem,
  viewParams,
} from '../../../db/domain/filter'
import { can } from '../../../db/domain/policy'
import { register } from '../../../db/queries/register'
import { preferredNames } from '../../../db/queries/register-row'
import { requireSite } from '../../../db/queries/sites'
import { feedLink } from '../../_alternates'
import { type Opened, openPage, orNotFound } from '../../_page'
import { datasetOf } from '../../_schema-org'

export async function generateMetadata({ params, searchParams }: PageProps<'/[lang]/[site]'>) {
  const { site } = await params
  const { say, db, reader, asked, pinned } = await openPage((await params).lang, searchParams)
  const { id } = await orNotFound(requireSite(db, reader, site, pinned.view.rev))
  const name = (await preferredNames(db, reader, [id], pinned.view.rev)).get(id)
  const title = name?.[say.lang] ?? name?.en ?? site
  const narrowing = filterOf({ ...asked, sort: EVERYTHING.sort, descending: false })
  const description = say.t('api.schema.dataset', { site: title })
  return { title, description, ...feedLink(say, title, site, null, narrowing) }
}

/** The register of a site: every monument with its status, at any clocks. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/[site]'>) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams)
  const { say, db, reader, pinned, saved } = opened
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const name = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id) ?? {}
  const { asked, problems, rows, counts, total, found } = await onePage(opened, site.id)
  const path = `/${lang}/${slug}`
  const other = say.lang === 'ar' ? 'en' : 'ar'
  const others = [...filterOf(asked)]
  return (
    <>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <h1>
        {name[say.lang] ?? name.en}{' '}
        <bdi lang={other} className="other-script">
          {name[other]}
        </bdi>
      </h1>
      <p>{say.t('register.lead', { count: total })}</p>
      <ClockBar
        say={say}
        title={name[say.lang] ?? name.en ?? slug}
        path={path}
        asked={asked}
        settled={pinned.view}
        kept={others}
      />
      <HeadlineCounts say={say} path={path} asked={asked} counts={counts} />
      <FilterForm say={say} path={path} asked={asked} />
      <ViewLinks say={say} site={slug} asked={asked} current="list" />
      <div id="results">
        <p role="status">{say.t('register.found', { count: found })}</p>
        {rows.length > 0 && <RegisterTable say={say} path={path} asked={asked} rows={rows} />}
        <PageLinks say={say} path={path} asked={asked} found={found} />
      </div>
      <p>
        <a href={staleHref(path, asked)}>{say.t('register.stale')}</a>
        {' · '}
        <a href={href(`${path}/disagreements`, clockParams(asked))}>{say.t('evidence.link')}</a>
        {' · '}
        <a href={href(`${path}/risk`, clockParams(asked))}>{say.t('risk.link')}</a>
        {' · '}
        <a href={compareHref(`${path}/compare`, asked)}>
          {asked.asOf === null
            ? say.t('compare.linkAny')
            : say.t('compare.link', { day: say.day(asked.asOf) })}
        </a>
      </p>
      <ExportLinks say={say} site={slug} view={pinned.view} />
      <JsonLd data={datasetOf(env().publicOrigin, say.lang, { ...site, name }, pinned.view)} />
      <p>
        <a href={href(`${path}/changes`, clockParams(asked))}>{say.t('history.changes')}</a>
      </p>
      {can(reader, 'record') && (
        <p>
          <a className="button" href={`${path}/record`}>
            {say.t('register.record')}
          </a>
        </p>
      )}
    </>
  )
}

/** What a view narrows the register to, whatever its clocks. */
function filterOf(asked: View): URLSearchParams {
  return viewParams({ ...asked, asOf: null, knownAt: null, rev: null, page: 1 })
}

/** What has been looked at longest ago, or never, at this view's clocks. */
function staleHref(path: string, asked: View): string {
  const { asOf, knownAt, rev } = asked
  return href(
    path,
    viewParams({ ...EVERYTHING, asOf, knownAt, rev, flags: ['stale'], sort: 'looked' }),
  )
}

/** From the day of this register to today, each seen with what was known on it; without one, for the reader to choose. */
function compareHref(path: string, asked: View): string {
  const params = clockParams({ ...asked, asOf: null, knownAt: null })
  if (asked.asOf !== null) params.set('from', formatDay(asked.asOf))
  return href(path, params)
}

/** The page of the register that is asked for; of one beyond the last, the first and what was wrong. */
async function onePage({ db, reader, asked, pinned, problems }: Opened, siteId: string) {
  const answer = await register(db, reader, siteId, pinned, asked.page)
  if (answer.rows.length > 0 || asked.page === 1) return { asked, problems, ...answer }
  const beyond: ViewProblem = { param: 'page', value: String(asked.page), code: 'not_a_page' }
  const first = await register(db, reader, siteId, pinned, 1)
  return { asked: { ...asked, page: 1 }, problems: [...problems, beyond], ...first }
}
