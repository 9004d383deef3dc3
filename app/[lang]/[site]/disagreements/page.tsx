import { ClockBar } from '../../../../components/clock-bar'
import { Disagreements } from '../../../../components/monument/disagreements'
import { OwnText } from '../../../../components/own-text'
import { Problems } from '../../../../components/problems'
import { clockParams, href } from '../../../../db/domain/filter'
import { can } from '../../../../db/domain/policy'
import { siteDisagreements } from '../../../../db/queries/disagreements'
import { preferredNames } from '../../../../db/queries/register-row'
import { requireSite } from '../../../../db/queries/sites'
import { isLang, sayIn } from '../../../_i18n'
import { openPage, orNotFound } from '../../../_page'
import { settleHref } from '../_settle-href'
import styles from './disagreements.module.css'

type Props = PageProps<'/[lang]/[site]/disagreements'>

export async function generateMetadata({ params }: Props) {
  const { lang } = await params
  return isLang(lang) ? { title: sayIn(lang).t('evidence.title') } : {}
}

/** Everything on which a site's sources disagree: what makes a status contested first, then what is open, then settled. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug } = await params
  const { say, db, reader, asked, pinned, problems } = await openPage(lang, searchParams)
  const { t } = say
  const site = await orNotFound(requireSite(db, reader, siteSlug, pinned.view.rev))
  const names = (await preferredNames(db, reader, [site.id], pinned.view.rev)).get(site.id)
  const disagreements = await siteDisagreements(db, reader, site.id, pinned)
  const path = `/${lang}/${siteSlug}`
  const groups = [
    ['contested', disagreements.filter((d) => d.isContested)],
    ['open', disagreements.filter((d) => !d.isContested && d.settledBy === null)],
    ['settled', disagreements.filter((d) => d.settledBy !== null)],
  ] as const
  return (
    <>
      <Problems say={say} problems={problems} />
      <h1>{t('evidence.title')}</h1>
      <ClockBar
        say={say}
        title={names?.[say.lang] ?? names?.en ?? siteSlug}
        path={`${path}/disagreements`}
        asked={asked}
        settled={pinned.view}
      />
      <p>{t('evidence.lead', { count: disagreements.length })}</p>
      {groups.map(([state, list]) => (
        <section key={state} aria-labelledby={state}>
          <h2 id={state}>{t(`evidence.groups.${state}`, { count: list.length })}</h2>
          {list.map((d) => (
            <div key={d.question?.id ?? d.claims[0]?.id}>
              {d.places.length > 0 && (
                <p className={styles.places}>
                  {d.places.map((place) => (
                    <a key={place.id} href={href(`${path}/${place.slug}`, clockParams(asked))}>
                      <OwnText say={say} text={place.name} />
                    </a>
                  ))}
                </p>
              )}
              <Disagreements
                say={say}
                disagreements={[d]}
                settleHref={can(reader, 'record') ? settleHref(path) : undefined}
              />
            </div>
          ))}
        </section>
      ))}
    </>
  )
}
