/** Pages of a site, which no monument may hide behind (app/_wrong-address.ts). */
export const NOT_A_SLUG: ReadonlySet<string> = new Set([
  'assess',
  'beside',
  'changes',
  'claims',
  'compare',
  'correct',
  'desk',
  'disagreements',
  'events',
  'explore',
  'feed',
  'import',
  'imports',
  'links',
  'many',
  'map',
  'new',
  'notes',
  'persons',
  'people',
  'record',
  'report',
  'reports',
  'search',
  'sources',
  'threats',
  'timeline',
  'tips',
  'tip',
  'images',
  'assessments',
  'edit',
  'history',
  'about',
  'access',
])

/** An address for something of this name that no other has; remembers it. */
export function freshSlug(name: string, fallback: string, used: Set<string>): string {
  const stem = plain(name) || plain(fallback) || 'place'
  for (let n = 1; ; n++) {
    const slug = n === 1 ? stem : `${stem}-${n}`
    if (used.has(slug) || NOT_A_SLUG.has(slug)) continue
    used.add(slug)
    return slug
  }
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’ʿʾ]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}
