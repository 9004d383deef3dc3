import { ChangesFilterForm } from '../../../../components/history/changes-filter'
import styles from '../../../../components/history/history.module.css'
import { SaveList } from '../../../../components/history/save-list'
import { LinkHere } from '../../../../components/link-here'
import { Problems } from '../../../../components/problems'
import { CHANGE_PARAMS, changesParams, parseChanges } from '../../../../db/domain/changes-filter'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { recentChanges } from '../../../../db/queries/changes'
import { requireSite } from '../../../../db/queries/sites'
import { feedLink, feedPath } from '../../../_alternates'
import { sayIn } from '../../../_i18n'
import { openPage, orNotFound, toParams } from '../../../_page'

type Props = PageProps<'/[lang]/[site]/changes'>

export async function generateMetadata({ params }: Props) {
  const { lang, site } = await params
  const say = sayIn(lang === 'ar' ? 'ar' : 'en')
  const title = say.t('history.changes')
  return { title, ...feedLink(say, title, site, null) }
}

/** The saves at a site, newest first, narrowed by monument, day and kind of record. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams, CHANGE_PARAMS)
  const { say, db, reader, asked, pinned } = opened
  const { filter, problems } = parseChanges(toParams(await searchParams))
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const changes = await orNotFound(recentChanges(db, reader, site.id, filter, pinned.view.rev))
  const { t } = say
  const path = `/${lang}/${slug}`
  const pageHref = (page: number) =>
    href(`${path}/changes`, changesParams({ ...filter, page }, asked))
  const name = changes.siteName[say.lang] ?? changes.siteName.en ?? slug
  const unknown =
    filter.monument !== null && changes.place === null
      ? [{ param: 'monument', value: filter.monument, code: 'unknown_value' as const }]
      : []
  return (
    <>
      <Problems say={say} problems={[...opened.problems, ...problems, ...unknown]} />
      <p className="quiet">
        <a href={href(path, clockParams(asked))}>{t('monument.back')}</a>
      </p>
      <h1>{t('history.recent.title', { site: name })}</h1>
      <ChangesFilterForm
        say={say}
        path={`${path}/changes`}
        filter={filter}
        monuments={changes.monuments}
        kept={[...clockParams(asked)]}
      />
      <p role="status">{t('history.recent.lead', { count: changes.count })}</p>
      {changes.isCut && <p className="quiet">{t('history.recent.cut')}</p>}
      <p>
        <LinkHere say={say} asked={asked} settled={pinned.view} />
      </p>
      <SaveList
        say={say}
        undoHref={can(reader, 'record') ? (rev) => `${path}/many/${rev}` : null}
        saves={changes.saves}
        hrefOf={(target) => href(target, clockParams(asked))}
        versionHref={(rev) =>
          changes.place === null
            ? href(path, clockParams({ asOf: null, knownAt: null, rev }))
            : `${path}/${changes.place}@${rev}`
        }
      />
      {(filter.page > 1 || !changes.isLast) && (
        <nav className={styles.pages} aria-label={t('history.recent.pages')}>
          {filter.page > 1 && (
            <a href={pageHref(changes.saves.length === 0 ? 1 : filter.page - 1)} rel="prev">
              {t(changes.saves.length === 0 ? 'history.recent.first' : 'history.recent.newer')}
            </a>
          )}
          {!changes.isLast && (
            <a href={pageHref(filter.page + 1)} rel="next">
              {t('history.recent.older')}
            </a>
          )}
        </nav>
      )}
      <p className="quiet">
        <a href={feedPath(say.lang, slug, changes.place)}>{t('history.recent.feed')}</a>
      </p>
    </>
  )
}
