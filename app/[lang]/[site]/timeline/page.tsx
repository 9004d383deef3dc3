import { ClockBar } from '../../../../components/clock-bar'
import { Problems } from '../../../../components/problems'
import { FilterForm } from '../../../../components/register/filter-form'
import { HeadlineCounts } from '../../../../components/register/headline-counts'
import { PageLinks } from '../../../../components/register/page-links'
import { ViewLinks } from '../../../../components/register/view-links'
import { Timeline } from '../../../../components/timeline/timeline'
import { clockParams, href, viewParams } from '../../../../db/domain/filter'
import { register } from '../../../../db/queries/register'
import { preferredNames } from '../../../../db/queries/register-row'
import { requireSite } from '../../../../db/queries/sites'
import { timelineOf } from '../../../../db/queries/timeline'
import { openPage, orNotFound } from '../../../_page'
import { onePage } from '../_one-page'

type Props = PageProps<'/[lang]/[site]/timeline'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const { say, db, reader, pinned } = await openPage(lang, searchParams)
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const name = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id)
  return { title: say.t('timeline.title', { site: name?.[say.lang] ?? name?.en ?? slug }) }
}

/** The monuments of the register's view through time. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams)
  const { say, db, reader, pinned } = opened
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const names = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id)
  const name = names?.[say.lang] ?? names?.en ?? slug
  const { asked, problems, rows, counts, found } = await onePage(opened, (page) =>
    register(db, reader, site.id, pinned, page),
  )
  const figure = await timelineOf(db, reader, site.id, rows, pinned)
  const path = `/${lang}/${slug}/timeline`
  const withClocks = (target: string) => href(target, clockParams(asked))
  return (
    <>
      <Problems say={say} problems={problems} />
      <h1>{say.t('timeline.title', { site: name })}</h1>
      <p>{say.t('timeline.lead', { from: say.day(figure.from), to: say.day(figure.to) })}</p>
      <ClockBar
        say={say}
        title={name}
        path={path}
        asked={asked}
        settled={pinned.view}
        kept={[...viewParams({ ...asked, asOf: null, knownAt: null, rev: null, page: 1 })]}
      />
      <HeadlineCounts say={say} path={path} asked={asked} counts={counts} />
      <FilterForm say={say} path={path} asked={asked} />
      <ViewLinks say={say} site={slug} asked={asked} current="timeline" />
      <div id="results">
        <p role="status">{say.t('register.found', { count: found })}</p>
        {rows.length > 0 && (
          <Timeline
            say={say}
            figure={figure}
            monuments={rows}
            monumentHref={(monument) => withClocks(`/${lang}/${slug}/${monument}`)}
            assessmentHref={(id) => withClocks(`/${lang}/assessments/${encodeURIComponent(id)}`)}
          />
        )}
        <PageLinks say={say} path={path} asked={asked} found={found} />
      </div>
    </>
  )
}
