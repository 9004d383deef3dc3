import { OwnText } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import { SaidFilterForm } from '../../../../components/source/said-filter'
import { SaidList } from '../../../../components/source/said-list'
import styles from '../../../../components/source/source.module.css'
import { StatusMark } from '../../../../components/status-mark'
import type { View } from '../../../../db/domain/filter'
import { shownIn } from '../../../../db/domain/retyped'
import type { SaidFilter } from '../../../../db/domain/said-filter'
import { PROPERTIES } from '../../../../db/domain/vocabulary'
import type { Said, SaidAbout, SaidClaim } from '../../../../db/queries/said'

type Props = { say: Say; said: Said[]; path: string; asked: View; filter: SaidFilter }

/** Claims from here on are worth narrowing. */
const MANY = 8

/** Everything that a source says, by what it says it of: in numbers, as a list of contents, and in full. */
export function SaidSection({ say, said, path, asked, filter }: Props) {
  const { t } = say
  const all = said.flatMap(({ about }) => about)
  const claims = all.flatMap((one) => one.claims)
  const sites = said
    .map(({ site, about }) => ({ site, about: narrowed(about, filter) }))
    .filter(({ about }) => about.length > 0)
  return (
    <section aria-labelledby="says">
      <h2 id="says">{t('sources.said.saysAbout')}</h2>
      {claims.length === 0 ? (
        <p>{t('sources.saysNothing')}</p>
      ) : (
        <Counts say={say} claims={claims} places={all.filter((one) => one.place).length} />
      )}
      {claims.length >= MANY && (
        <SaidFilterForm
          say={say}
          path={path}
          asked={asked}
          filter={filter}
          places={all.flatMap(({ place }) =>
            place ? [{ slug: place.slug, name: shownIn(place.name, say.lang) || place.slug }] : [],
          )}
          properties={PROPERTIES.filter((property) => claims.some((c) => c.property === property))}
        />
      )}
      {claims.length > 0 && sites.length === 0 && (
        <p role="status">{t('sources.said.filter.none')}</p>
      )}
      {claims.length >= MANY && sites.flatMap(({ about }) => about).length > 1 && (
        <Contents say={say} sites={sites} />
      )}
      {sites.map(({ site, about }) =>
        about.map(({ place, claims }) => (
          <section key={place?.id ?? site.slug} aria-labelledby={anchorOf(place, site)}>
            <h3 id={anchorOf(place, site)} className={styles.place}>
              <a href={say.at(`/${say.lang}/${site.slug}${place ? `/${place.slug}` : ''}`)}>
                <OwnText say={say} text={place?.name ?? site.name} />
              </a>
              {place ? (
                <StatusMark say={say} headline={place.status.headline} />
              ) : (
                <span className="quiet">{t('sources.said.site')}</span>
              )}
            </h3>
            <SaidList say={say} claims={claims} about={place?.id ?? site.id} />
          </section>
        )),
      )}
    </section>
  )
}

function narrowed(about: SaidAbout[], { property, monument }: SaidFilter): SaidAbout[] {
  return about
    .filter(({ place }) => monument === null || place?.slug === monument)
    .map(({ place, claims }) => ({
      place,
      claims: claims.filter((c) => property === null || c.property === property),
    }))
    .filter(({ claims }) => claims.length > 0)
}

function Counts({ say: { t }, claims, places }: { say: Say; claims: SaidClaim[]; places: number }) {
  const fates = claims.map(({ uses }) => {
    if (uses.length === 0) return 'unweighed'
    return uses.some((use) => use.stance !== 'set_aside') ? 'adopted' : 'set_aside'
  })
  const numbers = [
    ['claims', claims.length],
    ['places', places],
    ...(['adopted', 'set_aside', 'unweighed'] as const).map(
      (fate) => [fate, fates.filter((f) => f === fate).length] as const,
    ),
  ] as const
  return (
    <ul className={styles.counts} aria-label={t('sources.said.counts.label')}>
      {numbers.map(([key, count]) => (
        <li key={key}>
          <strong>{count}</strong> {t(`sources.said.counts.${key}`, { count })}
        </li>
      ))}
    </ul>
  )
}

function Contents({ say, sites }: { say: Say; sites: Pick<Said, 'site' | 'about'>[] }) {
  return (
    <nav aria-label={say.t('sources.said.contents')}>
      <ul className={styles.contents}>
        {sites.flatMap(({ site, about }) =>
          about.map(({ place, claims }) => (
            <li key={place?.id ?? site.slug}>
              <a href={`#${anchorOf(place, site)}`}>
                <OwnText say={say} text={place?.name ?? site.name} />
              </a>{' '}
              <span className="quiet">{claims.length}</span>
            </li>
          )),
        )}
      </ul>
    </nav>
  )
}

function anchorOf(place: SaidAbout['place'], site: Said['site']): string {
  return `about-${place?.slug ?? site.slug}`
}
