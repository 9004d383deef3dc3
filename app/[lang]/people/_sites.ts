import type { Say } from '../../../components/say'
import { anyoneOf, manages, type Reader } from '../../../db/domain/policy'
import type { Bilingual } from '../../../db/domain/vocabulary'
import { listSites } from '../../../db/queries/sites'
import { store } from '../../../db/store/open'

/** What each site is called on this page, by its id; for members, who may hold a role at a site that is not public. */
export async function siteNames(say: Say): Promise<ReadonlyMap<string, string>> {
  const sites = await listSites(store().db, anyoneOf('editor'), null)
  return new Map(sites.map((site) => [site.id, nameIn(say, site.name) ?? site.slug]))
}

/** The places at which the reader decides about roles, as options: `all` for every site. */
export function placeOptions(
  { t }: Say,
  reader: Reader,
  names: ReadonlyMap<string, string>,
): { value: string; label: string }[] {
  return [
    ...(manages(reader, null) ? [{ value: 'all', label: t('account.persons.everySite') }] : []),
    ...[...names].filter(([id]) => manages(reader, id)).map(([value, label]) => ({ value, label })),
  ]
}

function nameIn({ lang }: Say, name: Bilingual): string | undefined {
  return name[lang] ?? name[lang === 'ar' ? 'en' : 'ar']
}
