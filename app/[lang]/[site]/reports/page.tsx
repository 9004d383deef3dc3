import { Problems } from '../../../../components/problems'
import { PageLinks } from '../../../../components/register/page-links'
import { dayOfTimestamp } from '../../../../db/domain/dates'
import { clockParams, href } from '../../../../db/domain/filter'
import { visibleTo } from '../../../../db/domain/policy'
import { listFrozen } from '../../../../db/queries/frozen'
import { preferredNames } from '../../../../db/queries/register-row'
import { requireSite } from '../../../../db/queries/sites'
import { sayIn } from '../../../_i18n'
import { openPage, orNotFound } from '../../../_page'
import { nameIn } from '../../_editing/options'
import { inputsOf, isOpenNow } from '../../reports/inputs'
import styles from '../../reports/reports.module.css'
import { onePage } from '../_one-page'

type Props = PageProps<'/[lang]/[site]/reports'>

export async function generateMetadata({ params }: Props) {
  const { lang } = await params
  return { title: sayIn(lang === 'ar' ? 'ar' : 'en').t('frozen.list.pageTitle') }
}

/** The frozen reports of a site, newest first. Of one that is withheld it says no more than that it is. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams)
  const { say, db, reader } = opened
  const { t } = say
  const site = await orNotFound(requireSite(db, reader, slug, null))
  const names = (await preferredNames(db, reader, [site.id], null)).get(site.id) ?? {}
  const { asked, problems, rows, found } = await onePage(opened, (page) =>
    listFrozen(db, reader, site.id, page),
  )
  const open = await Promise.all(rows.map(isOpenNow))
  const isEditor = visibleTo(reader).audience === 'editor'
  return (
    <>
      <Problems say={say} problems={problems} shown={t('frozen.list.shown')} />
      <p className="quiet">
        <a href={href(`/${lang}/${slug}`, clockParams(asked))}>{t('report.files.register')}</a>
      </p>
      <h1>{t('frozen.list.title', { site: nameIn(say, names, slug) })}</h1>
      <p>{t('frozen.list.lead', { count: found })}</p>
      <ol className={styles.list}>
        {rows.map((report, n) => {
          const { asOf, knownAt, lang: language, title } = inputsOf(say, report)
          const isOpen = open[n] === true
          const hasTitle = title !== null && (isOpen || isEditor)
          return (
            <li key={report.id}>
              <a href={`/${lang}/reports/${report.id}`}>
                {hasTitle ? (
                  <bdi dir="auto">{title}</bdi>
                ) : (
                  t('report.documentTitle', { site: nameIn(say, names, slug), asOf })
                )}
              </a>
              <p>
                {t('frozen.list.entry', { asOf, knownAt, rev: String(report.rev), lang: language })}
              </p>
              <p className="quiet">
                {t('frozen.list.frozen', { day: say.day(dayOfTimestamp(report.frozenAt)) })}
                {report.audience === 'editor' && <> · {t('frozen.audiences.editor')}</>}
                {!isOpen && <> · {t('frozen.list.withheld')}</>}
                {' · '}
                <code dir="ltr">{report.sha256.slice(0, 16)}…</code>
              </p>
            </li>
          )
        })}
      </ol>
      <PageLinks say={say} path={`/${lang}/${slug}/reports`} asked={asked} found={found} />
    </>
  )
}
