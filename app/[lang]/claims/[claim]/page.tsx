import { ClockBar } from '../../../../components/clock-bar'
import { Gallery } from '../../../../components/images/gallery'
import { JsonLd } from '../../../../components/json-ld'
import { ClaimList } from '../../../../components/monument/claim-list'
import { Problems, Saved } from '../../../../components/problems'
import { Cite } from '../../../../components/record/cite'
import { ClaimFacts } from '../../../../components/record/claim-facts'
import { ClaimUses } from '../../../../components/record/claim-uses'
import { Standing } from '../../../../components/record/standing'
import type { Say } from '../../../../components/say'
import { TellLink } from '../../../../components/tell-link'
import { env } from '../../../../db/cli/env'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { imagesOf } from '../../../../db/queries/images'
import { type ClaimPage, getClaim } from '../../../../db/queries/record-pages'
import { citation } from '../../../_cite'
import { openPage, orNotFound } from '../../../_page'
import { claimData } from '../../../_schema-org'
import { citedClaim } from '../../../exports/cite/cited'

type Props = PageProps<'/[lang]/claims/[claim]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, claim } = await params
  const { say, db, reader, pinned } = await openPage(lang, searchParams)
  const page = await orNotFound(getClaim(db, reader, decodeURIComponent(claim), pinned))
  return { title: titleOf(say, page) }
}

/** One claim: what a source says, how it is dated and graded, and what the editors made of it. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, claim: id } = await params
  const { say, db, reader, asked, pinned, problems, saved } = await openPage(lang, searchParams)
  const page = await orNotFound(getClaim(db, reader, decodeURIComponent(id), pinned))
  const { claim, site, siteName, place } = page
  const hrefOf = (path: string) => href(path, clockParams(asked))
  return (
    <article>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <Standing
        say={say}
        id={claim.id}
        siteSlug={site.slug}
        siteName={siteName}
        place={place}
        hrefOf={hrefOf}
      />
      <h1>{titleOf(say, page)}</h1>
      <ClockBar
        say={say}
        title={titleOf(say, page)}
        path={`/${lang}/claims/${encodeURIComponent(claim.id)}`}
        asked={asked}
        settled={pinned.view}
      />
      <section aria-labelledby="says">
        <h2 id="says">{say.t('monument.claimColumns.says')}</h2>
        <ClaimList
          say={say}
          claims={[claim]}
          about=""
          isOpen
          withdrawHref={
            can(reader, 'record')
              ? (record) => `/${lang}/${site.slug}/withdraw?record=${encodeURIComponent(record)}`
              : undefined
          }
        />
      </section>
      <Gallery
        say={say}
        images={await imagesOf(db, reader, claim.id, pinned)}
        addHref={
          can(reader, 'record')
            ? `/${lang}/images/new?about=${encodeURIComponent(claim.id)}`
            : undefined
        }
      />
      <ClaimUses say={say} uses={page.usedBy} hrefOf={hrefOf} />
      <ClaimFacts say={say} claim={claim} question={page.question} event={page.event} />
      <TellLink say={say} site={site.slug} about={claim.id} />
      <Cite say={say} cited={citation(say, citedClaim(say, page, { asked, pinned }))} />
      <JsonLd data={claimData(env().publicOrigin, say.lang, page, pinned.view)} />
    </article>
  )
}

function titleOf({ t, lang }: Say, { claim: { subjectName } }: ClaimPage): string {
  return t('history.claim.title', { subject: subjectName[lang] ?? subjectName.en ?? '' })
}
