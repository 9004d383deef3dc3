import { BesideTable } from '../../../../components/beside/beside-table'
import { ChooseBeside } from '../../../../components/beside/choose'
import { ClockBar } from '../../../../components/clock-bar'
import { Problems } from '../../../../components/problems'
import { BESIDE_PARAM, besideParams, parseBeside } from '../../../../db/domain/beside'
import { clockParams, href } from '../../../../db/domain/filter'
import { shownIn } from '../../../../db/domain/retyped'
import { besideChoices, besideEntries } from '../../../../db/queries/beside'
import { requireSite } from '../../../../db/queries/sites'
import { openPage, orNotFound, type Search, toParams } from '../../../_page'

type Props = PageProps<'/[lang]/[site]/beside'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { say, entries } = await openBeside(await params, searchParams)
  const names = entries.map(({ name }) => shownIn(name, say.lang))
  if (names.length === 0) return { title: say.t('beside.title') }
  return {
    title: say.t('beside.titleOf', { names: names.join(say.t('monument.listSeparator')) }),
  }
}

/** Up to four monuments or parts, aspect by aspect, at the same clocks; and the form that chooses them. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug } = await params
  const { say, db, reader, asked, pinned, site, entries, problems } = await openBeside(
    await params,
    searchParams,
  )
  const { t } = say
  const path = `/${lang}/${siteSlug}`
  const slugs = entries.map(({ monument }) => monument.slug)
  const hrefWith = (chosen: string[]) => href(`${path}/beside`, besideParams(chosen, asked))
  return (
    <>
      <Problems say={say} problems={problems} shown={t('beside.shown')} />
      <p className="quiet">
        <a href={href(path, clockParams(asked))}>{t('monument.back')}</a>
      </p>
      <h1>{t('beside.title')}</h1>
      <p>
        {entries.length === 0 ? t('beside.lead') : t('beside.compared', { count: entries.length })}
      </p>
      <ClockBar
        say={say}
        title={t('beside.title')}
        path={`${path}/beside`}
        asked={asked}
        settled={pinned.view}
        kept={slugs.map((slug) => [BESIDE_PARAM, slug])}
      />
      <ChooseBeside
        say={say}
        path={`${path}/beside`}
        register={path}
        asked={asked}
        choices={await besideChoices(db, reader, site.id, pinned.view.rev)}
        chosen={slugs}
      />
      {entries.length > 0 && (
        <BesideTable
          say={say}
          asOf={pinned.view.asOf}
          entries={entries}
          pageOf={(slug, section) =>
            href(`${path}/${slug}`, clockParams(asked)) + (section ? `#${section}` : '')
          }
          withoutHref={(slug) => hrefWith(slugs.filter((other) => other !== slug))}
        />
      )}
    </>
  )
}

async function openBeside({ lang, site: slug }: { lang: string; site: string }, search: Search) {
  const opened = await openPage(lang, search, [BESIDE_PARAM])
  const { db, reader, pinned } = opened
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const { slugs, problems } = parseBeside(toParams(await search))
  const found = await besideEntries(db, reader, site.id, slugs, pinned)
  return {
    ...opened,
    site,
    entries: found.entries,
    problems: [...opened.problems, ...problems, ...found.problems],
  }
}
