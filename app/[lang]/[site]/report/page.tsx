import { ClockBar } from '../../../../components/clock-bar'
import { Problems } from '../../../../components/problems'
import { Timeline as ConditionTimeline } from '../../../../components/timeline/timeline'
import { env } from '../../../../db/cli/env'
import { dayOfTimestamp, formatDay } from '../../../../db/domain/dates'
import { clockParams, href, viewParams } from '../../../../db/domain/filter'
import { parseSince, SINCE_PARAM } from '../../../../db/domain/period'
import { shownIn } from '../../../../db/domain/retyped'
import { statusReport } from '../../../../db/queries/report'
import { requireSite } from '../../../../db/queries/sites'
import { openPage, orNotFound, toParams } from '../../../_page'
import { documentOf } from '../../../exports/document-of'
import { Method, Sources } from './annex'
import { ChangesView } from './changes'
import { FreezeBox } from './freeze-box'
import { AuditView, LogView } from './log'
import { PlanView } from './plan'
import styles from './report.module.css'
import { Caveats, Factors, RegisterTable, Summary, Timeline, TitleBlock } from './sections'
import { SheetView } from './sheet'
import { Words } from './words'

export async function generateMetadata({ params }: PageProps<'/[lang]/[site]/report'>) {
  const { say } = await openPage((await params).lang, Promise.resolve({}))
  return { title: say.t('report.title') }
}

/** The status report as a page to print: the same document as the PDF, in the page's language. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/[site]/report'>) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams, [SINCE_PARAM])
  const { say, db, reader, asked, pinned } = opened
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const today = dayOfTimestamp(new Date().toISOString())
  const { since, problems: periodProblems } = parseSince(
    toParams(await searchParams),
    pinned.view.asOf,
    today,
  )
  const problems = [...opened.problems, ...periodProblems]
  const report = await statusReport(db, reader, site, pinned, problems.length === 0 ? since : null)
  const doc = documentOf(report, say.lang, env().publicOrigin)
  const query = viewParams(pinned.view)
  const sinceParam: [string, string][] = report.changes
    ? [[SINCE_PARAM, formatDay(report.changes.from.asOf)]]
    : []
  const kept: [string, string][] = [
    ...viewParams({ ...asked, asOf: null, knownAt: null, rev: null }),
    ...sinceParam,
  ]
  const file = (name: string, language?: string) =>
    href(
      `/exports/${slug}/${name}`,
      new URLSearchParams([...query, ...(language ? [...sinceParam, ['lang', language]] : [])]),
    )
  const other = say.lang === 'en' ? 'ar' : 'en'
  return (
    <article className={styles.report}>
      <Problems say={say} problems={problems} />
      <div className={styles.screenOnly}>
        <ClockBar
          say={say}
          title={shownIn(report.name, say.lang)}
          path={`/${lang}/${slug}/report`}
          asked={asked}
          settled={pinned.view}
          kept={kept}
        />
        <nav className={styles.files} aria-label={say.t('report.files.title')}>
          <a className="button" href={file('report.pdf', say.lang)}>
            {say.t('report.files.pdf')}
          </a>
          <a href={file('report.pdf', other)}>{say.t('report.files.pdfOther')}</a>
          <a href={file('report.pdf', 'both')}>{say.t('report.files.pdfBoth')}</a>
          <a href={file('monuments.csv')}>{say.t('report.files.monuments')}</a>
          <a href={file('claims.csv')}>{say.t('report.files.claims')}</a>
          <a href={href(`/${lang}/${slug}`, query)}>{say.t('report.files.register')}</a>
        </nav>
        <FreezeBox
          say={say}
          reader={reader}
          site={slug}
          query={new URLSearchParams([...query, ...sinceParam])}
        />
      </div>
      <TitleBlock doc={doc} say={say} />
      <Caveats doc={doc} say={say} />
      <Summary doc={doc} say={say} />
      <ChangesView doc={doc} say={say} />
      <Timeline doc={doc} say={say} />
      <Factors doc={doc} say={say} />
      {report.rows.length > 0 && (
        <section>
          <h2>{say.t('timeline.heading')}</h2>
          <ConditionTimeline
            say={say}
            figure={report.figure}
            monuments={report.rows}
            monumentHref={(monument) => `#sheet-${monument}`}
            assessmentHref={(id) =>
              href(`/${lang}/assessments/${encodeURIComponent(id)}`, clockParams(pinned.view))
            }
          />
        </section>
      )}
      <PlanView doc={doc} report={report} say={say} />
      <RegisterTable doc={doc} say={say} />
      <section>
        <h2>{say.t('report.sheets.title')}</h2>
        <p className="quiet">
          <Words text={doc.sheetsLead} say={say} />
        </p>
        {doc.sheets.map((sheet) => (
          <SheetView key={sheet.id} sheet={sheet} say={say} />
        ))}
      </section>
      <Method doc={doc} say={say} />
      <Sources doc={doc} say={say} />
      <LogView doc={doc} say={say} />
      <section>
        <h2>{say.t('report.disclaimer.title')}</h2>
        {doc.disclaimer.map((text) => (
          <p key={text[0]?.text}>
            <Words text={text} say={say} />
          </p>
        ))}
      </section>
      <AuditView doc={doc} say={say} />
    </article>
  )
}
