import { BesidePicker } from '../../../components/beside/picker'
import { ClockBar } from '../../../components/clock-bar'
import { JsonLd } from '../../../components/json-ld'
import { Problems, Saved } from '../../../components/problems'
import { Counting } from '../../../components/register/counting'
import { Explore } from '../../../components/register/explore'
import { ExportLinks } from '../../../components/register/export-links'
import { FilterForm } from '../../../components/register/filter-form'
import { HeadlineCounts } from '../../../components/register/headline-counts'
import { PageLinks } from '../../../components/register/page-links'
import { RegisterTable } from '../../../components/register/register-table'
import { ViewLinks } from '../../../components/register/view-links'
import { env } from '../../../db/cli/env'
import { EVERYTHING, href, type View, viewParams } from '../../../db/domain/filter'
import { everyOne } from '../../../db/domain/many'
import { can } from '../../../db/domain/policy'
import { preferredNames } from '../../../db/queries/register-row'
import { registerSoon } from '../../../db/queries/register-soon'
import { feedLink } from '../../_alternates'
import { siteOnce } from '../../_once'
import { openPage, orNotFound } from '../../_page'
import { datasetOf } from '../../_schema-org'
import { onePage } from './_one-page'
import { FreezeBox } from './report/freeze-box'

export async function generateMetadata({ params, searchParams }: PageProps<'/[lang]/[site]'>) {
  const { site } = await params
  const { say, db, reader, asked, pinned } = await openPage((await params).lang, searchParams)
  const { id } = await orNotFound(siteOnce(db, reader, site, pinned.view.rev))
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
  const site = await orNotFound(siteOnce(db, reader, slug, pinned.view.rev))
  const name = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id) ?? {}
  const { asked, problems, rows, counts, total, found, marks } = await onePage(opened, (page) =>
    registerSoon(db, reader, site.id, pinned, page),
  )
  const path = `/${lang}/${slug}`
  const other = say.lang === 'ar' ? 'en' : 'ar'
  const others = [...filterOf(asked)]
  // What is left of it by a filter says nothing of the site.
  const { text, kinds, flags } = asked
  const isEmpty = total === 0 && text.trim() === '' && kinds.length === 0 && flags.length === 0
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
      <p>
        {total === null
          ? say.t('register.counting.lead')
          : say.t('register.lead', { count: total })}
      </p>
      {can(reader, 'record') && (
        <p>
          <a className="button" href={`${path}/record`}>
            {say.t('register.record')}
          </a>{' '}
          <a href={`${path}/persons`}>{say.t('persons.link')}</a>
        </p>
      )}
      <ClockBar
        say={say}
        title={name[say.lang] ?? name.en ?? slug}
        path={path}
        asked={asked}
        settled={pinned.view}
        kept={others}
      />
      {counts === null ? (
        <Counting
          label={say.t('register.counting.now')}
          again={say.t('register.counting.again')}
          href={href(path, viewParams(asked))}
        />
      ) : (
        <HeadlineCounts say={say} path={path} asked={asked} counts={counts} />
      )}
      <FilterForm say={say} path={path} asked={asked} />
      <ViewLinks say={say} site={slug} asked={asked} current="list" />
      <div id="results">
        {found !== null && (
          <p role="status">
            {isEmpty ? say.t('register.none') : say.t('register.found', { count: found })}
          </p>
        )}
        {isEmpty && can(reader, 'record') && (
          <p>
            <a href={`${path}/import`}>{say.t('importing.link')}</a>
          </p>
        )}
        {rows.length > 0 && <RegisterTable say={say} path={path} asked={asked} rows={rows} />}
        <PageLinks say={say} path={path} asked={asked} found={found} />
      </div>
      {rows.length > 0 && (
        <BesidePicker
          say={say}
          path={path}
          asked={asked}
          many={
            found !== null && can(reader, 'record')
              ? {
                  label: say.t('bulk.pick.submit'),
                  all: {
                    label: say.t('bulk.pick.all', { count: found }),
                    href: everyOne(path, asked),
                  },
                }
              : null
          }
        />
      )}
      <Explore say={say} path={path} asked={asked} counts={marks ?? {}} />
      <ExportLinks say={say} site={slug} view={pinned.view} />
      <FreezeBox
        say={say}
        reader={reader}
        site={slug}
        query={viewParams({ ...pinned.view, page: 1 })}
      />
      <JsonLd data={datasetOf(env().publicOrigin, say.lang, { ...site, name }, pinned.view)} />
    </>
  )
}

/** What a view narrows the register to, whatever its clocks. */
function filterOf(asked: View): URLSearchParams {
  return viewParams({ ...asked, asOf: null, knownAt: null, rev: null, page: 1 })
}
