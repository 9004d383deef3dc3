import { ClockBar } from '../../../../components/clock-bar'
import { Gallery } from '../../../../components/images/gallery'
import { JsonLd } from '../../../../components/json-ld'
import { Notes } from '../../../../components/monument/notes'
import { AsWritten } from '../../../../components/own-text'
import { Problems, Saved } from '../../../../components/problems'
import { Cite } from '../../../../components/record/cite'
import { CitedBy } from '../../../../components/source/cited-by'
import { SourceFacts } from '../../../../components/source/source-facts'
import { TellLink } from '../../../../components/tell-link'
import { env } from '../../../../db/cli/env'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { parseSaid, SAID_PARAMS } from '../../../../db/domain/said-filter'
import { citedBy } from '../../../../db/queries/cited-by'
import { isAnywhere } from '../../../../db/queries/exists'
import { imagesOf } from '../../../../db/queries/images'
import { saidBy } from '../../../../db/queries/said'
import { listSites } from '../../../../db/queries/sites'
import { getSource } from '../../../../db/queries/sources'
import { citation } from '../../../_cite'
import { openPage, orNotFound, toParams } from '../../../_page'
import { sourceData } from '../../../_schema-org'
import { citedSource } from '../../../exports/cite/cited'
import { SaidSection } from './said'
import { SourceWeight } from './weight'

type Props = PageProps<'/[lang]/sources/[source]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, source: id } = await params
  const { db, reader, pinned } = await openPage(lang, searchParams, SAID_PARAMS)
  const { source } = await orNotFound(getSource(db, reader, decodeURIComponent(id), pinned))
  return { title: source.title }
}

/** One source: what it is, everything that it says, and what hangs on it. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, source: id } = await params
  const opened = await openPage(lang, searchParams, SAID_PARAMS)
  const { say, db, reader, asked, pinned, saved } = opened
  const { t } = say
  const { source, notes } = await orNotFound(getSource(db, reader, decodeURIComponent(id), pinned))
  const { filter, problems } = parseSaid(toParams(await searchParams))
  if (filter.monument !== null && !(await isAnywhere(db, reader, filter.monument, pinned.view.rev)))
    problems.push({ param: 'monument', value: filter.monument, code: 'unknown_value' })
  const [site] = await listSites(db, reader, pinned.view.rev)
  const said = await saidBy(db, reader, source.id, pinned)
  const cited = await citedBy(db, reader, source.id, pinned)
  const path = `/${lang}/sources/${encodeURIComponent(source.id)}`
  const kept = Object.entries(filter).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, string]],
  )
  return (
    <article>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={[...opened.problems, ...problems]} />
      <p className="quiet">
        <a href={href(`/${lang}/sources`, clockParams(asked))}>{t('sources.back')}</a>
      </p>
      <h1>
        <AsWritten text={source.title} />
      </h1>
      {source.publisher && (
        <p>
          <AsWritten text={source.publisher} />
        </p>
      )}
      <ClockBar
        say={say}
        title={source.title}
        path={path}
        asked={asked}
        settled={pinned.view}
        kept={kept}
      />
      {source.publishedLatest > pinned.view.knownAt && (
        <p role="status">{t('sources.said.notYet', { day: say.day(pinned.view.knownAt) })}</p>
      )}
      <SourceFacts
        say={say}
        source={source}
        copy={can(reader, 'record') ? `/copies/${encodeURIComponent(source.id)}` : null}
      />
      {can(reader, 'record') && (
        <p>
          <a className="button" href={`${path}/edit`}>
            {t('sources.edit')}
          </a>{' '}
          <a href={`${path}/copy`}>
            {t(source.copySha256 ? 'library.copy.replace' : 'library.copy.link')}
          </a>{' '}
          <a href={`${path}/merge`}>{t('library.merge.link')}</a>{' '}
          <a href={`/${lang}/sensitivity?record=${encodeURIComponent(source.id)}`}>
            {t('sensitivity.link')}
          </a>{' '}
          {site && (
            <a href={`/${lang}/${site.slug}/withdraw?record=${encodeURIComponent(source.id)}`}>
              {t('monument.edit.withdraw')}
            </a>
          )}
        </p>
      )}
      {said.length > 0 && <SourceWeight say={say} said={said} />}
      <SaidSection say={say} said={said} path={path} asked={asked} filter={filter} />
      <CitedBy
        say={say}
        claims={said.flatMap(({ about }) => about).flatMap(({ claims }) => claims).length}
        cited={cited}
      />
      <Gallery
        say={say}
        images={await imagesOf(db, reader, source.id, pinned)}
        addHref={
          can(reader, 'record')
            ? `/${lang}/images/new?about=${encodeURIComponent(source.id)}`
            : undefined
        }
      />
      <Notes say={say} notes={notes} canEdit={can(reader, 'record')} about={source.id} />
      <p className="quiet">
        <a href={href(`/${lang}/history/${encodeURIComponent(source.id)}`, clockParams(asked))}>
          {t('history.ofRecord')}
        </a>
      </p>
      {site && <TellLink say={say} site={site.slug} about={source.id} />}
      <Cite say={say} cited={citation(say, citedSource(say, source, { asked, pinned }))} />
      <JsonLd data={sourceData(env().publicOrigin, say.lang, source, pinned.view)} />
    </article>
  )
}
