import { ChangeList } from '../../../../components/compare/change-list'
import styles from '../../../../components/compare/compare.module.css'
import { MovedThreats } from '../../../../components/compare/moved-threats'
import { PeriodForm } from '../../../../components/compare/period-form'
import { CopyLink } from '../../../../components/copy-link'
import { Problems } from '../../../../components/problems'
import { clocksOf } from '../../../../db/domain/compare'
import { type Day, dayOfTimestamp, formatDay } from '../../../../db/domain/dates'
import { clockParams, href } from '../../../../db/domain/filter'
import { PERIOD_PARAMS, parsePeriod } from '../../../../db/domain/period'
import type { Clocks } from '../../../../db/domain/status'
import { changesBetween } from '../../../../db/queries/compare'
import { preferredNames } from '../../../../db/queries/register-row'
import { requireSite } from '../../../../db/queries/sites'
import { sayIn } from '../../../_i18n'
import { openPage, orNotFound, toParams } from '../../../_page'
import { nameIn } from '../../_editing/options'

export async function generateMetadata({ params }: PageProps<'/[lang]/[site]/compare'>) {
  const { lang } = await params
  return { title: sayIn(lang === 'ar' ? 'ar' : 'en').t('compare.title') }
}

/** What changed at a site between two dates, in the world and in what is known of it. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/[site]/compare'>) {
  const { lang, site: slug } = await params
  const opened = await openPage(lang, searchParams, PERIOD_PARAMS)
  const { say, db, reader, asked, pinned, problems } = opened
  const { t } = say
  const { rev } = pinned.view
  const site = await orNotFound(requireSite(db, reader, slug, rev))
  const names = (await preferredNames(db, reader, [site.id], rev)).get(site.id) ?? {}
  const typed = toParams(await searchParams)
  const today = dayOfTimestamp(new Date().toISOString())
  const parsed = parsePeriod(typed, pinned.view.asOf, today)
  const period = parsed.ok && problems.length === 0 ? parsed.period : null
  const clocks = period && clocksOf(period.from, period.to, asked.knownAt)
  const changes = clocks && (await changesBetween(db, reader, site.id, { ...clocks, rev }))
  const path = `/${lang}/${slug}`
  const hrefAt = (page: string, at: Clocks) =>
    href(`${path}/${page}`, clockParams({ ...at, rev: asked.rev }))
  return (
    <>
      <Problems say={say} problems={problems} />
      <p className="quiet">
        <a href={href(path, clockParams(asked))}>{t('monument.back')}</a>
      </p>
      <h1>{t('compare.heading', { site: nameIn(say, names, slug) })}</h1>
      <PeriodForm
        say={say}
        path={`${path}/compare`}
        typed={{
          from: typed.get('from') ?? '',
          to: typed.get('to') ?? (asked.asOf === null ? '' : formatDay(asked.asOf)),
          knownAt: asked.knownAt === null ? '' : formatDay(asked.knownAt),
        }}
        problems={parsed.ok ? [] : parsed.problems}
        rev={asked.rev}
      />
      {!changes ? (
        <p>{t('compare.choose')}</p>
      ) : (
        <>
          <p>
            {t('compare.lead', {
              from: say.day(changes.from.asOf),
              to: say.day(changes.to.asOf),
            })}{' '}
            {asked.knownAt === null
              ? t('compare.separate')
              : t('compare.together', { knownAt: say.day(asked.knownAt) })}
            {asked.rev !== null && <> {t('common.clocks.pinned', { rev })}</>}
          </p>
          <p>
            <CopyLink say={say} what="page" />{' '}
            <CopyLink say={say} what="exact" pin={exactly(changes.to.asOf, rev)} />
          </p>
          <Contents say={say} changes={changes} />
          {changes.lists.map(({ kind, entries }) => (
            <ChangeList
              key={kind}
              say={say}
              kind={kind}
              entries={entries}
              from={changes.from}
              to={changes.to}
              hrefAt={hrefAt}
            />
          ))}
          {(['opened', 'closed'] as const).map((which) => (
            <MovedThreats
              key={which}
              say={say}
              which={which}
              threats={changes[which]}
              hrefOf={(own) => hrefAt(own ?? 'risk', changes.to)}
            />
          ))}
        </>
      )}
    </>
  )
}

/** What makes the address of a comparison exact: the later day, which else moves on, and the revision. */
function exactly(to: Day, rev: number): URLSearchParams {
  return new URLSearchParams({ to: formatDay(to), rev: String(rev) })
}

type Told = {
  say: ReturnType<typeof sayIn>
  changes: Awaited<ReturnType<typeof changesBetween>>
}

/** How many of each, leading to the lists; or that there is nothing. */
function Contents({ say: { t }, changes: { lists, opened, closed } }: Told) {
  const links = [
    ...lists.map(
      ({ kind, entries }) => [kind, t(`vocab.changes.${kind}`), entries.length] as const,
    ),
    ...(opened.length > 0 ? [['opened', t('compare.opened'), opened.length] as const] : []),
    ...(closed.length > 0 ? [['closed', t('compare.closed'), closed.length] as const] : []),
  ]
  if (links.length === 0) return <p role="status">{t('compare.none')}</p>
  return (
    <nav aria-label={t('compare.contents')}>
      <ul className={styles.contents}>
        {links.map(([id, label, count]) => (
          <li key={id}>
            <a href={`#${id}`}>{label}</a> <span className="quiet">{count}</span>
          </li>
        ))}
      </ul>
    </nav>
  )
}
