import type { Say } from '../../../../components/say'
import { env } from '../../../../db/cli/env'
import { dayOfTimestamp } from '../../../../db/domain/dates'
import { visibleTo } from '../../../../db/domain/policy'
import { findFrozen, frozenByName } from '../../../../db/queries/frozen'
import { preferredNames } from '../../../../db/queries/register-row'
import { openPage, orNotFound } from '../../../_page'
import { frozenAddress, frozenFile } from '../../../exports/frozen/address'
import { nameIn } from '../../_editing/options'
import { inputsOf, standingNow } from '../inputs'
import styles from '../reports.module.css'
import { Check } from './check'
import { CiteReport } from './cite'
import { Facts, factsOf, versionsOf } from './facts'
import { Gone } from './gone'

type Props = PageProps<'/[lang]/reports/[report]'>

export async function generateMetadata({ params }: Props) {
  const { say, isWithheld, heading } = await open(await params)
  return { title: isWithheld ? say.t('frozen.gone.title') : heading }
}

/** A frozen report: what it is, its file, how to check and how to cite it; or that it is withheld, and what to read instead. */
export default async function Page({ params }: Props) {
  const { say, db, reader, report, siteName, standing, isWithheld, heading } = await open(
    await params,
  )
  const { t, lang } = say
  if (isWithheld) return <Gone say={say} report={report} standing={standing} />
  const inputs = inputsOf(say, report)
  const by = await frozenByName(db, reader, report)
  const address = frozenAddress(env().publicOrigin, report)
  const isEditor = visibleTo(reader).audience === 'editor'
  const size = t('frozen.page.size', { kb: Math.ceil(report.size / 1024) })
  return (
    <article>
      <p className="quiet">
        <a href={`/${lang}/${encodeURIComponent(inputs.site)}/reports`}>{t('frozen.box.list')}</a>
      </p>
      <h1 dir="auto">{heading}</h1>
      <p>{t('frozen.page.lead', { day: say.day(dayOfTimestamp(report.frozenAt)) })}</p>
      <Notices say={say} report={report} standing={standing} />
      <p>
        <a className="button" href={frozenFile(report)}>
          {t('frozen.page.file', { size })}
        </a>
      </p>
      <section aria-labelledby="what">
        <h2 id="what">{t('frozen.page.what')}</h2>
        <Facts facts={factsOf(say, report, { inputs, siteName, address, by, isEditor })} />
      </section>
      <Check say={say} report={report} />
      <section aria-labelledby="made">
        <h2 id="made">{t('frozen.page.made')}</h2>
        <Facts facts={versionsOf(say, report)} />
      </section>
      <CiteReport say={say} report={report} title={heading} address={address} />
    </article>
  )
}

async function open({ lang, report: id }: { lang: string; report: string }) {
  const { say, db, reader } = await openPage(lang, Promise.resolve({}))
  const report = await orNotFound(findFrozen(db, reader, decodeURIComponent(id)))
  const standing = await standingNow(report)
  const names = (await preferredNames(db, reader, [report.siteId], null)).get(report.siteId) ?? {}
  const { site, asOf, title } = inputsOf(say, report)
  const siteName = nameIn(say, names, site)
  return {
    say,
    db,
    reader,
    report,
    siteName,
    standing,
    isWithheld: !standing.isOpen && visibleTo(reader).audience === 'public',
    heading: title ?? say.t('report.documentTitle', { site: siteName, asOf }),
  }
}

type Told = {
  say: Say
  report: Awaited<ReturnType<typeof findFrozen>>
  standing: Awaited<ReturnType<typeof standingNow>>
}

function Notices({ say: { t, lang }, report, standing }: Told) {
  const link = (id: string, key: string) => <a href={`/${lang}/reports/${id}`}>{t(key)}</a>
  return (
    <>
      {report.audience === 'editor' && <p className={styles.notice}>{t('frozen.page.internal')}</p>}
      {!standing.isOpen && (
        <p className={styles.notice}>
          {t('frozen.page.withheld')}{' '}
          {standing.successor !== null && link(standing.successor, 'frozen.page.successor')}
        </p>
      )}
      {report.replaces !== null && (
        <p className={styles.notice}>
          {t('frozen.page.replaces')} {link(report.replaces, 'frozen.page.replaced')}
        </p>
      )}
    </>
  )
}
