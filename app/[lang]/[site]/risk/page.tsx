import { ClockBar } from '../../../../components/clock-bar'
import { Problems, Saved } from '../../../../components/problems'
import { DecisionGrid } from '../../../../components/risk/decision-grid'
import styles from '../../../../components/risk/risk.module.css'
import { ThreatEntry } from '../../../../components/risk/threat-entry'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { preferredNames } from '../../../../db/queries/register-row'
import { openThreats } from '../../../../db/queries/risk'
import { requireSite } from '../../../../db/queries/sites'
import { sayIn } from '../../../_i18n'
import { openPage, orNotFound } from '../../../_page'
import { nameIn } from '../../_editing/options'

export async function generateMetadata({ params }: PageProps<'/[lang]/[site]/risk'>) {
  const { lang } = await params
  return { title: sayIn(lang === 'ar' ? 'ar' : 'en').t('risk.title') }
}

/** The open threats to a site, its monuments and their parts, ranked, and the decision grid of those that are scored. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/[site]/risk'>) {
  const { lang, site: slug } = await params
  const { say, db, reader, asked, pinned, problems, saved } = await openPage(lang, searchParams)
  const { t } = say
  const site = await orNotFound(requireSite(db, reader, slug, pinned.view.rev))
  const names = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id) ?? {}
  const name = nameIn(say, names, slug)
  const threats = await openThreats(db, reader, site.id, pinned)
  const isScored = threats.some((threat) => threat.score)
  const path = `/${lang}/${slug}`
  const editLinks = (id: string) =>
    (
      [
        ['risk.edit', 'edit'],
        ['monument.edit.closeThreat', 'close'],
      ] as const
    ).map(([label, page]) => ({
      label: t(label),
      href: `${path}/threats/${encodeURIComponent(id)}/${page}`,
    }))
  return (
    <>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <p className="quiet">
        <a href={href(path, clockParams(asked))}>{t('monument.back')}</a>
      </p>
      <h1>{t('risk.heading', { site: name })}</h1>
      <ClockBar say={say} title={name} path={`${path}/risk`} asked={asked} settled={pinned.view} />
      <p>{t('risk.lead', { count: threats.length })}</p>
      {can(reader, 'record') && (
        <p>
          <a className="button" href={`${path}/threats/new`}>
            {t('risk.openSite')}
          </a>
        </p>
      )}
      {isScored && (
        <DecisionGrid
          say={say}
          threats={threats.map(({ id, score, subjectName, slug: own, cause }) => ({
            id,
            score,
            name: `${own ? nameIn(say, subjectName, own) : t('risk.site')}: ${t(`vocab.causes.${cause}`)}`,
          }))}
        />
      )}
      {threats.length > 0 && (
        <section aria-labelledby="ranked">
          <h2 id="ranked">{t('risk.ranked')}</h2>
          <ol className={styles.ranking}>
            {threats.map((threat) => (
              <ThreatEntry
                key={threat.id}
                say={say}
                threat={threat}
                href={threat.slug ? href(`${path}/${threat.slug}`, clockParams(asked)) : null}
                edit={can(reader, 'record') ? editLinks(threat.id) : []}
              />
            ))}
          </ol>
        </section>
      )}
      <section aria-labelledby="scoring">
        <h2 id="scoring">{t('risk.about.title')}</h2>
        <p>{t('risk.about.p1')}</p>
        <p>{t(isScored ? 'risk.about.p3' : 'risk.about.p2')}</p>
      </section>
    </>
  )
}
