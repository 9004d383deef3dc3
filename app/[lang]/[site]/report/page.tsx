import { env } from '../../../../db/cli/env'
import { dayOfTimestamp } from '../../../../db/domain/dates'
import {
  clockParams,
  EVERYTHING,
  href,
  isNarrowed,
  parseView,
  type View,
  type ViewProblem,
  viewParams,
} from '../../../../db/domain/filter'
import { OPTION_PARAMS, optionParams, parseOptions } from '../../../../db/domain/report-options'
import { statusReport } from '../../../../db/queries/report'
import { requireSite } from '../../../../db/queries/sites'
import { type Opened, openPage, orNotFound, toParams } from '../../../_page'
import { OTHER_PARAMS } from '../../../_params'
import { documentOf } from '../../../exports/document-of'
import { conditionsInWords, joined } from '../../../exports/document-title'
import { warmReports } from '../../../exports/report-bytes'
import { Builder } from './builder'
import styles from './builder.module.css'
import { Files } from './files'
import { FreezeBox } from './freeze-box'
import { Preview } from './preview'

export async function generateMetadata({ params }: PageProps<'/[lang]/[site]/report'>) {
  const { say } = await openPage((await params).lang, Promise.resolve({}))
  return { title: say.t('report.title') }
}

/** The builder of status reports: what it is to hold, its files, and below them the report itself, as one prints it. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/[site]/report'>) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams, OPTION_PARAMS)
  const { say, db, reader, pinned } = opened
  const { t } = say
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const typed = toParams(await searchParams)
  const { options, problems: optionProblems } = parseOptions(typed, {
    asOf: pinned.view.asOf,
    today: dayOfTimestamp(new Date().toISOString()),
    lang: say.lang,
  })
  const problems = [...opened.problems, ...optionProblems]
  const asked = problems.length > 0 ? usableOf(typed, problems) : opened.asked
  const path = `/${lang}/${slug}/report`
  return (
    <>
      <p className={styles.back}>
        <a href={href(`/${lang}/${slug}`, clockParams(asked))}>{t('report.files.register')}</a>
      </p>
      <div className={styles.bench}>
        <Builder
          say={say}
          path={path}
          typed={typed}
          asked={asked}
          options={options}
          narrowing={isNarrowed(asked) ? joined(conditionsInWords(asked, say)[0], say) : null}
          problems={problems}
        />
        {problems.length > 0 ? (
          <p>{t('report.builder.nothing')}</p>
        ) : (
          <Built opened={opened} site={site} options={options} />
        )}
      </div>
    </>
  )
}

/** Lines of a long list that are previewed. */
const SHOWN_OF_MANY = 100

type BuiltProps = {
  opened: Opened
  site: Parameters<typeof statusReport>[2]
  options: ReturnType<typeof parseOptions>['options']
}

async function Built({ opened, site, options }: BuiltProps) {
  const { say, db, reader, asked, pinned } = opened
  const view = { ...pinned.view, page: 1 }
  warmReports()
  const report = await statusReport(db, reader, site, { ...pinned, view }, options.since)
  const doc = documentOf(
    report,
    options.lang,
    env().publicOrigin,
    options,
    report.isBrief ? SHOWN_OF_MANY : undefined,
  )
  const { length: count } = report.rows
  const shown = String(doc.register.length)
  return (
    <div id="preview">
      <div className={styles.take}>
        <Files
          say={say}
          site={site.slug}
          asked={asked}
          view={view}
          options={options}
          isLong={report.isBrief}
        />
        <FreezeBox
          say={say}
          reader={reader}
          site={site.slug}
          query={new URLSearchParams([...viewParams(view), ...optionParams(options)])}
        />
      </div>
      {report.isBrief && <p>{say.t('making.brief.shown', { shown, count })}</p>}
      <Preview doc={doc} report={report} say={say} />
    </div>
  )
}

/** The view that remains when what cannot be used is passed over. */
function usableOf(typed: URLSearchParams, problems: ViewProblem[]): View {
  const rest = new URLSearchParams(typed)
  for (const { param } of problems) rest.delete(param)
  const parsed = parseView(rest, [...OTHER_PARAMS, ...OPTION_PARAMS])
  return parsed.ok ? parsed.view : EVERYTHING
}
