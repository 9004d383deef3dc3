import { Problems } from '../../../../../components/problems'
import { env } from '../../../../../db/cli/env'
import { dayOfTimestamp } from '../../../../../db/domain/dates'
import { href, viewParams } from '../../../../../db/domain/filter'
import { OPTION_PARAMS, optionParams, parseOptions } from '../../../../../db/domain/report-options'
import { shownIn } from '../../../../../db/domain/retyped'
import { countOf } from '../../../../../db/queries/register'
import { preferredNames } from '../../../../../db/queries/register-row'
import { requireSite } from '../../../../../db/queries/sites'
import { openPage, orNotFound, toParams } from '../../../../_page'
import { addressOf, answerKey } from '../../../../exports/answer'
import { REPORT_PDF } from '../../../../exports/formats'
import { watchReport } from '../../../../exports/report-bytes'
import styles from './making.module.css'
import { Told } from './told'

/** Seconds after which the page looks again. */
const AGAIN = '2'

export async function generateMetadata({ params }: PageProps<'/[lang]/[site]/report/making'>) {
  const { say } = await openPage((await params).lang, Promise.resolve({}))
  return { title: say.t('making.title') }
}

/** Where one waits for a long report: how far it is, looking again by itself, and the file when it is there. */
export default async function Page({
  params,
  searchParams,
}: PageProps<'/[lang]/[site]/report/making'>) {
  const { lang, site: slug } = await params
  const { say, db, reader, pinned, problems } = await openPage(lang, searchParams, OPTION_PARAMS)
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const { options, problems: wrong } = parseOptions(toParams(await searchParams), {
    asOf: pinned.view.asOf,
    today: dayOfTimestamp(new Date().toISOString()),
    lang: say.lang,
  })
  if (problems.length + wrong.length > 0)
    return <Problems say={say} problems={[...problems, ...wrong]} />
  const [view, origin] = [{ ...pinned.view, page: 1 }, env().publicOrigin]
  const address = addressOf(REPORT_PDF, { slug, view, options })
  const key = await answerKey(db, reader, origin, address)
  const asked = { db, reader, origin, site, pinned: { ...pinned, view }, box: null, ...options }
  const found = watchReport(asked, key)
  const query = new URLSearchParams([...viewParams(view), ...optionParams(options)])
  const name = (await preferredNames(db, reader, [site.id], view.rev)).get(site.id) ?? {}
  return (
    <article className={styles.making}>
      {found.state === 'making' && <meta httpEquiv="refresh" content={AGAIN} />}
      <h1>{say.t('making.title')}</h1>
      <p>
        {say.t('making.lead', {
          site: shownIn(name, say.lang) || slug,
          asOf: say.day(view.asOf),
          count: await countOf(db, reader, site.id, view),
        })}
      </p>
      <Told
        say={say}
        found={found}
        file={address}
        again={href(`/${lang}/${slug}/report/making`, query)}
      />
      <p>
        <a href={href(`/${lang}/${slug}/report`, query)}>{say.t('making.back')}</a>
      </p>
    </article>
  )
}
