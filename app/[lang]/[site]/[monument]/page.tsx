import { ClockBar } from '../../../../components/clock-bar'
import { Gallery } from '../../../../components/images/gallery'
import { JsonLd } from '../../../../components/json-ld'
import { ClaimList } from '../../../../components/monument/claim-list'
import { Conclusions } from '../../../../components/monument/conclusions'
import { Contents } from '../../../../components/monument/contents'
import { Disagreements } from '../../../../components/monument/disagreements'
import { Editing } from '../../../../components/monument/editing'
import { EventList } from '../../../../components/monument/event-list'
import { Facts } from '../../../../components/monument/facts'
import { History } from '../../../../components/monument/history'
import { Notes } from '../../../../components/monument/notes'
import { Parts } from '../../../../components/monument/parts'
import { SourceList } from '../../../../components/monument/source-list'
import { StatusPanel } from '../../../../components/monument/status-panel'
import { ThreatList } from '../../../../components/monument/threat-list'
import { OwnText } from '../../../../components/own-text'
import { Problems, Saved } from '../../../../components/problems'
import { Cite } from '../../../../components/record/cite'
import { TellLink } from '../../../../components/tell-link'
import { Timeline } from '../../../../components/timeline/timeline'
import { env } from '../../../../db/cli/env'
import { besideParams } from '../../../../db/domain/beside'
import { ALL_CHANGES, changesParams } from '../../../../db/domain/changes-filter'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { shownIn } from '../../../../db/domain/retyped'
import { monumentSaves } from '../../../../db/queries/changes'
import { preferredNames } from '../../../../db/queries/register-row'
import { timelineOf } from '../../../../db/queries/timeline'
import { feedLink } from '../../../_alternates'
import { citation } from '../../../_cite'
import { monumentOnce, siteOnce } from '../../../_once'
import { openPage, orNotFound } from '../../../_page'
import { breadcrumbs, monumentData } from '../../../_schema-org'
import { citedMonument } from '../../../exports/cite/cited'
import { settleHref } from '../_settle-href'

type Props = PageProps<'/[lang]/[site]/[monument]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, site: siteSlug, monument: slug } = await params
  const { say, db, reader, pinned } = await openPage(lang, searchParams)
  const site = await orNotFound(siteOnce(db, reader, siteSlug, pinned.view.rev))
  const { name, monument } = await orNotFound(monumentOnce(db, reader, site.id, slug, pinned))
  const title = name[say.lang] ?? name.en ?? slug
  const description = monument.description && shownIn(monument.description, say.lang)
  return { title, ...(description && { description }), ...feedLink(say, title, siteSlug, slug) }
}

/** Everything about one monument: its status and why, what each source says, and what the editors concluded. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug, monument: slug } = await params
  const { say, db, reader, asked, pinned, problems, saved } = await openPage(lang, searchParams)
  const site = await orNotFound(siteOnce(db, reader, siteSlug, pinned.view.rev))
  const page = await orNotFound(monumentOnce(db, reader, site.id, slug, pinned))
  const above = [site.id, ...(page.whole ? [page.whole.id] : [])]
  const names = await preferredNames(db, reader, above, pinned.view.rev)
  const nameOf = (id: string) => shownIn(names.get(id) ?? null, say.lang)
  const { t } = say
  const path = `/${lang}/${siteSlug}`
  const canEdit = can(reader, 'record')
  const other = lang === 'ar' ? 'en' : 'ar'
  const withdrawHref = canEdit
    ? (id: string) => `${path}/withdraw?record=${encodeURIComponent(id)}`
    : undefined
  const withClocks = (target: string) => href(target, clockParams(asked))
  return (
    <article>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <p className="quiet">
        <a href={withClocks(path)}>{t('monument.back')}</a>
        {page.whole && (
          <>
            {' · '}
            <a href={withClocks(`${path}/${page.whole.slug}`)}>{t('monument.partOf')}</a>
          </>
        )}
      </p>
      <h1>
        <OwnText say={say} text={page.name} />{' '}
        {page.name[say.lang] && page.name[other] && (
          <bdi lang={other} className="other-script">
            {page.name[other]}
          </bdi>
        )}
      </h1>
      <ClockBar
        say={say}
        title={page.name[say.lang] ?? page.name.en ?? slug}
        path={`${path}/${slug}`}
        asked={asked}
        settled={pinned.view}
      />
      <StatusPanel
        say={say}
        page={page}
        assessmentHref={(id) => withClocks(`/${lang}/assessments/${encodeURIComponent(id)}`)}
      />
      <Contents say={say} page={page} />
      <p>
        <a href={href(`${path}/beside`, besideParams([slug], asked))}>{t('beside.from')}</a>
      </p>
      <section aria-labelledby="through-time">
        <h2 id="through-time">{t('timeline.heading')}</h2>
        <Timeline
          say={say}
          figure={await timelineOf(db, reader, site.id, [page.monument], pinned)}
          monuments={[{ ...page.monument, name: page.name, status: page.status }]}
          monumentHref={(part) => withClocks(`${path}/${part}`)}
          assessmentHref={(id) => withClocks(`/${lang}/assessments/${encodeURIComponent(id)}`)}
          isStrip
        />
      </section>
      {canEdit && <Editing say={say} path={path} slug={slug} id={page.monument.id} />}
      <Facts say={say} page={page} />
      <Gallery say={say} images={page.images} />
      {page.parts.length > 0 && (
        <Parts say={say} parts={page.parts} hrefOf={(part) => withClocks(`${path}/${part}`)} />
      )}
      {page.disagreements.length > 0 && (
        <section aria-labelledby="disagreements">
          <h2 id="disagreements">{t('evidence.title')}</h2>
          <Disagreements
            say={say}
            disagreements={page.disagreements}
            settleHref={canEdit ? settleHref(path) : undefined}
          />
          <p className="quiet">
            <a href={withClocks(`${path}/disagreements`)}>{t('evidence.link')}</a>
          </p>
        </section>
      )}
      <section aria-labelledby="claims">
        <h2 id="claims">{t('monument.claims')}</h2>
        <p className="quiet">
          {t(page.claims.length === 0 ? 'monument.noClaims' : 'monument.claimsLead')}
        </p>
        <ClaimList
          say={say}
          claims={page.claims}
          about={page.monument.id}
          correctHref={
            canEdit ? (id) => `${path}/correct?claim=${encodeURIComponent(id)}` : undefined
          }
          pageHref={(id) => withClocks(`/${lang}/claims/${encodeURIComponent(id)}`)}
          withdrawHref={withdrawHref}
        />
      </section>
      <Conclusions
        say={say}
        assessments={page.assessments}
        correctHref={
          canEdit ? (id) => `${path}/assess?assessment=${encodeURIComponent(id)}` : undefined
        }
        pageHref={(id) => withClocks(`/${lang}/assessments/${encodeURIComponent(id)}`)}
        withdrawHref={withdrawHref}
      />
      <ThreatList
        say={say}
        threats={page.threats}
        editHref={
          canEdit
            ? (id, target) => `${path}/threats/${encodeURIComponent(id)}/${target}`
            : undefined
        }
      />
      <p>
        <a href={withClocks(`${path}/risk`)}>{t('risk.link')}</a>
      </p>
      <EventList say={say} events={page.events} withdrawHref={withdrawHref} />
      <Notes
        say={say}
        notes={page.notes}
        canEdit={can(reader, 'record')}
        about={page.monument.id}
      />
      <SourceList say={say} sources={page.sources} />
      <History
        say={say}
        saves={
          await monumentSaves(
            db,
            reader,
            site.id,
            page.whole?.id ?? page.monument.id,
            pinned.view.rev,
          )
        }
        hrefOf={withClocks}
        versionHref={(rev) => `${path}/${slug}@${rev}`}
        recordHref={withClocks(`/${lang}/history/${encodeURIComponent(page.monument.id)}`)}
        changesHref={href(
          `${path}/changes`,
          changesParams({ ...ALL_CHANGES, monument: slug }, asked),
        )}
      />
      <TellLink say={say} site={siteSlug} about={page.monument.id} />
      <Cite
        say={say}
        cited={citation(say, citedMonument(say, page, `${path}/${slug}`, { asked, pinned }))}
      />
      <JsonLd data={monumentData(env().publicOrigin, say.lang, site, page, pinned.view)} />
      <JsonLd
        data={breadcrumbs(env().publicOrigin, [
          { name: t('common.name'), path: `/${lang}` },
          { name: nameOf(site.id) || siteSlug, path },
          ...(page.whole
            ? [{ name: nameOf(page.whole.id), path: `${path}/${page.whole.slug}` }]
            : []),
          { name: shownIn(page.name, say.lang) || slug, path: `${path}/${slug}` },
        ])}
      />
    </article>
  )
}
