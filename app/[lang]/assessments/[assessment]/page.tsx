import { ClockBar } from '../../../../components/clock-bar'
import { JsonLd } from '../../../../components/json-ld'
import { Conclusions } from '../../../../components/monument/conclusions'
import { OwnText } from '../../../../components/own-text'
import { Problems, Saved } from '../../../../components/problems'
import { Cite } from '../../../../components/record/cite'
import { Standing } from '../../../../components/record/standing'
import type { Say } from '../../../../components/say'
import { env } from '../../../../db/cli/env'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { type AssessmentPage, getAssessment } from '../../../../db/queries/record-pages'
import { citation } from '../../../_cite'
import { openPage, orNotFound } from '../../../_page'
import { assessmentData } from '../../../_schema-org'
import { citedAssessment } from '../../../exports/cite/cited'

type Props = PageProps<'/[lang]/assessments/[assessment]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, assessment } = await params
  const { say, db, reader, pinned } = await openPage(lang, searchParams)
  const page = await orNotFound(getAssessment(db, reader, decodeURIComponent(assessment), pinned))
  return { title: titleOf(say, page) }
}

/** One assessment: what the editors concluded and why, with the claims that they adopted and set aside. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, assessment: id } = await params
  const { say, db, reader, asked, pinned, problems, saved } = await openPage(lang, searchParams)
  const page = await orNotFound(getAssessment(db, reader, decodeURIComponent(id), pinned))
  const { assessment, question, site, siteName, place } = page
  const { t } = say
  const hrefOf = (path: string) => href(path, clockParams(asked))
  return (
    <article>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <Standing
        say={say}
        id={assessment.id}
        siteSlug={site.slug}
        siteName={siteName}
        place={place}
        hrefOf={hrefOf}
      />
      <h1>{titleOf(say, page)}</h1>
      <ClockBar
        say={say}
        title={titleOf(say, page)}
        path={`/${lang}/assessments/${encodeURIComponent(assessment.id)}`}
        asked={asked}
        settled={pinned.view}
      />
      <Conclusions
        say={say}
        assessments={[assessment]}
        claimHref={(claim) => hrefOf(`/${lang}/claims/${encodeURIComponent(claim)}`)}
        withdrawHref={
          can(reader, 'record')
            ? (record) => `/${lang}/${site.slug}/withdraw?record=${encodeURIComponent(record)}`
            : undefined
        }
      />
      {assessment.standing && (
        <p>
          {t('history.fields.standing')}
          {t('history.colon')} <OwnText say={say} text={assessment.standing} />
        </p>
      )}
      {question && (
        <p>
          {t('history.fields.questionId')}
          {t('history.colon')} <OwnText say={say} text={question.topic} />
        </p>
      )}
      <Cite say={say} cited={citation(say, citedAssessment(say, page, { asked, pinned }))} />
      <JsonLd data={assessmentData(env().publicOrigin, say.lang, page, pinned.view)} />
    </article>
  )
}

function titleOf({ t, lang }: Say, { assessment: { subjectName, property } }: AssessmentPage) {
  return t('history.assessment.title', {
    subject: subjectName[lang] ?? subjectName.en ?? '',
    property: t(`vocab.properties.${property}`),
  })
}
