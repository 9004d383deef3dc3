import { ClockBar } from '../../../../components/clock-bar'
import { JsonLd } from '../../../../components/json-ld'
import { ClaimList } from '../../../../components/monument/claim-list'
import { Notes } from '../../../../components/monument/notes'
import { OwnText } from '../../../../components/own-text'
import { Problems, Saved } from '../../../../components/problems'
import { Cite } from '../../../../components/record/cite'
import { safeUrl } from '../../../../components/safe-url'
import { env } from '../../../../db/cli/env'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { listSites } from '../../../../db/queries/sites'
import { getSource } from '../../../../db/queries/sources'
import { citation } from '../../../_cite'
import { openPage, orNotFound } from '../../../_page'
import { sourceData } from '../../../_schema-org'
import { citedSource } from '../../../exports/cite/cited'
import styles from '../sources.module.css'

type Props = PageProps<'/[lang]/sources/[source]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, source } = await params
  const { db, reader, pinned } = await openPage(lang, searchParams)
  return {
    title: (await orNotFound(getSource(db, reader, null, decodeURIComponent(source), pinned)))
      .source.title,
  }
}

/** One source and everything that it says. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, source: id } = await params
  const { say, db, reader, asked, pinned, problems, saved } = await openPage(lang, searchParams)
  const { t } = say
  const [site] = await listSites(db, reader, pinned.view.rev)
  const { source, claims, notes } = await orNotFound(
    getSource(db, reader, site?.id ?? null, decodeURIComponent(id), pinned),
  )
  const path = `/${lang}/sources/${encodeURIComponent(source.id)}`
  const url = safeUrl(source.url)
  return (
    <>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <p className="quiet">
        <a href={href(`/${lang}/sources`, clockParams(asked))}>{t('sources.back')}</a>
      </p>
      <h1>
        <bdi lang={source.lang ?? undefined}>{source.title}</bdi>
      </h1>
      <p>
        <bdi>{source.publisher}</bdi>
      </p>
      <ClockBar say={say} title={source.title} path={path} asked={asked} settled={pinned.view} />
      <dl className={styles.list}>
        <dt>{t('sources.published')}</dt>
        <dd>
          <bdi>{source.publishedAsGiven ?? source.published ?? t('sources.undated')}</bdi>
        </dd>
        <dt>{t('sources.known')}</dt>
        <dd>{say.day(source.publishedLatest)}</dd>
        <dt>{t('sources.class')}</dt>
        <dd>{t(`vocab.sourceClasses.${source.class}`)}</dd>
        <dt>{t('sources.reliability')}</dt>
        <dd>
          {source.reliability
            ? t(`vocab.reliabilities.${source.reliability}`)
            : t('monument.notGraded')}{' '}
          <OwnText say={say} text={source.reliabilityReason} />
        </dd>
        {url && (
          <>
            <dt>{t('sources.url')}</dt>
            <dd>
              <a href={url} rel="noopener noreferrer nofollow">
                <bdi dir="ltr">{url}</bdi>
              </a>
            </dd>
          </>
        )}
        {source.note && (
          <>
            <dt>{t('sources.note')}</dt>
            <dd>
              <bdi lang="en">{source.note}</bdi>
            </dd>
          </>
        )}
        {source.provenance && (
          <>
            <dt>{t('sources.provenance')}</dt>
            <dd>
              <bdi lang="en">{source.provenance}</bdi>
            </dd>
          </>
        )}
      </dl>
      {can(reader, 'record') && (
        <p>
          <a className="button" href={`${path}/edit`}>
            {t('sources.edit')}
          </a>{' '}
          {site && (
            <a href={`/${lang}/${site.slug}/withdraw?record=${encodeURIComponent(source.id)}`}>
              {t('monument.edit.withdraw')}
            </a>
          )}
        </p>
      )}
      <h2>{t('sources.says')}</h2>
      {claims.length === 0 && <p>{t('sources.saysNothing')}</p>}
      <ClaimList
        say={say}
        claims={claims}
        about=""
        pageHref={(claim) =>
          href(`/${lang}/claims/${encodeURIComponent(claim)}`, clockParams(asked))
        }
      />
      <Notes say={say} notes={notes} />
      <p className="quiet">
        <a href={href(`/${lang}/history/${encodeURIComponent(source.id)}`, clockParams(asked))}>
          {t('history.ofRecord')}
        </a>
      </p>
      <Cite say={say} cited={citation(say, citedSource(say, source, { asked, pinned }))} />
      <JsonLd data={sourceData(env().publicOrigin, say.lang, source, pinned.view)} />
    </>
  )
}
