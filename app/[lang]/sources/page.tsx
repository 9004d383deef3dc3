import { ClockBar } from '../../../components/clock-bar'
import { Problems, Saved } from '../../../components/problems'
import { PageLinks } from '../../../components/register/page-links'
import { LibraryForm } from '../../../components/source/library-form'
import { LibraryTable } from '../../../components/source/library-table'
import { can } from '../../../db/domain/policy'
import { parseSources, SOURCE_PARAMS, sourceParams } from '../../../db/domain/source-filter'
import { findSources, listSources, SOURCES_A_PAGE } from '../../../db/queries/sources'
import { sayIn } from '../../_i18n'
import { openPage, toParams } from '../../_page'

export async function generateMetadata({ params }: PageProps<'/[lang]/sources'>) {
  return { title: sayIn((await params).lang === 'ar' ? 'ar' : 'en').t('sources.title') }
}

/** The library: every source, or those that words and filters find, a hundred at a time. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/sources'>) {
  const { lang } = await params
  const opened = await openPage(lang, searchParams, SOURCE_PARAMS)
  const { say, db, reader, asked, pinned, saved } = opened
  const { t } = say
  const { filter, problems } = parseSources(toParams(await searchParams))
  const all = await listSources(db, reader, pinned)
  const found = await findSources(db, reader, pinned, filter)
  const [path, own] = [`/${lang}/sources`, sourceParams(filter)]
  const words: [string, string][] = asked.text ? [['q', asked.text]] : []
  const first = (asked.page - 1) * SOURCES_A_PAGE
  return (
    <>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={[...opened.problems, ...problems]} />
      <h1>{t('sources.title')}</h1>
      {can(reader, 'record') && (
        <p>
          <a className="button" href={`${path}/new`}>
            {t('library.new.link')}
          </a>
        </p>
      )}
      <ClockBar
        say={say}
        title={t('sources.title')}
        path={path}
        asked={asked}
        settled={pinned.view}
        kept={[...words, ...own]}
      />
      <LibraryForm
        say={say}
        path={path}
        asked={asked}
        filter={filter}
        langs={[...new Set(all.flatMap((source) => source.lang ?? []))].sort()}
      />
      <p role="status">
        {t('library.count', {
          count: found.length,
          of: found.length === all.length ? -1 : all.length,
        })}
      </p>
      {found.length === 0 ? (
        all.length > 0 && <p>{t('library.filter.none')}</p>
      ) : (
        <LibraryTable say={say} sources={found.slice(first, first + SOURCES_A_PAGE)} />
      )}
      <PageLinks
        say={say}
        path={path}
        asked={asked}
        found={found.length}
        size={SOURCES_A_PAGE}
        kept={own}
      />
    </>
  )
}
