import { ClockBar } from '../../../../components/clock-bar'
import { EventList } from '../../../../components/monument/event-list'
import { Problems } from '../../../../components/problems'
import { clockParams, href } from '../../../../db/domain/filter'
import { listEvents } from '../../../../db/queries/events'
import { preferredNames } from '../../../../db/queries/register-row'
import { requireSite } from '../../../../db/queries/sites'
import { sayIn } from '../../../_i18n'
import { openPage, orNotFound } from '../../../_page'

export async function generateMetadata({ params }: PageProps<'/[lang]/[site]/events'>) {
  const { lang } = await params
  return { title: sayIn(lang === 'ar' ? 'ar' : 'en').t('common.nav.events') }
}

/** What happened at the site and its monuments, in order of time. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/[site]/events'>) {
  const { lang, site: slug } = await params
  const { say, db, reader, asked, pinned, problems } = await openPage(lang, searchParams)
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const names = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id)
  const name = names?.[say.lang] ?? names?.en ?? slug
  const events = await listEvents(db, reader, site.id, pinned)
  const held = events.filter((e) => e.kind === 'held')
  const happened = events.filter((e) => e.kind !== 'held')
  const linked = happened.map((e) => ({
    ...e,
    href: e.slug ? href(`/${lang}/${slug}/${e.slug}`, clockParams(asked)) : null,
  }))
  return (
    <>
      <Problems say={say} problems={problems} />
      <h1>{say.t('events.title', { site: name })}</h1>
      <ClockBar
        say={say}
        title={name}
        path={`/${lang}/${slug}/events`}
        asked={asked}
        settled={pinned.view}
      />
      {held.length > 0 && (
        <section>
          <h2>{say.t('events.held')}</h2>
          <EventList say={say} events={held} heading={false} />
        </section>
      )}
      <section>
        <h2>{say.t('common.nav.events')}</h2>
        <p>{say.t('events.lead', { count: linked.length })}</p>
        <EventList say={say} events={linked} heading={false} />
      </section>
    </>
  )
}
