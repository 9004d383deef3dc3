import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Who asks: nobody, somebody with a role everywhere, or (`elsewhere`) an editor of another site alone. */
export const READERS = ['nobody', 'viewer', 'editor', 'reviewer', 'admin', 'elsewhere'] as const
export type Who = (typeof READERS)[number]

/** What a reader gets: the page, the way to sign in, a page that says no, a redirect, nothing there, a refusal of the query. */
type Answer = 'page' | 'sign-in' | 'refusal' | 'redirect' | 'nothing' | '401' | '405'

const everybody = all('page')
const moved = all('redirect')
const nothing = all('nothing')
const editors = all('refusal', {
  nobody: 'sign-in',
  editor: 'page',
  reviewer: 'page',
  admin: 'page',
})
const reviewers = all('refusal', { nobody: 'sign-in', reviewer: 'page', admin: 'page' })
/** A proposal is there for who made it and for reviewers. */
const ofReviewers = all('nothing', { nobody: 'sign-in', reviewer: 'page', admin: 'page' })
/** Whoever may not record at its site is not told that there is an import. */
const ofEditors = all('nothing', { editor: 'page', reviewer: 'page', admin: 'page' })
const admins = all('refusal', { nobody: 'sign-in', admin: 'page' })
const members = all('page', { nobody: 'sign-in' })
/** A file about whoever is signed in. */
const own = all('page', { nobody: '401' })
/** The API knows no cookies: a session changes nothing there, and what is only written to cannot be read. */
const written = all('405')

function all(answer: Answer, but: Partial<Record<Who, Answer>> = {}): Record<Who, Answer> {
  const decided = READERS.map((who) => [who, but[who] ?? answer])
  return Object.fromEntries(decided) as Record<Who, Answer>
}

/** Every route of the application and the decision who gets what; a route without one fails the test. */
export const ROUTES: Record<string, Record<Who, Answer>> = {
  // With more than one site there is something to choose.
  '/[lang]': everybody,
  '/[lang]/[site]': everybody,
  '/[lang]/[site]/[monument]': everybody,
  '/[lang]/[site]/[monument]/edit': editors,
  '/[lang]/[site]/assess': editors,
  '/[lang]/[site]/beside': everybody,
  '/[lang]/[site]/changes': everybody,
  '/[lang]/[site]/compare': everybody,
  '/[lang]/[site]/correct': editors,
  '/[lang]/[site]/desk': editors,
  '/[lang]/[site]/disagreements': everybody,
  '/[lang]/[site]/events': everybody,
  '/[lang]/[site]/import': editors,
  '/[lang]/[site]/import/[import]': ofEditors,
  '/[lang]/[site]/many': editors,
  '/[lang]/[site]/many/[rev]': editors,
  '/[lang]/[site]/map': everybody,
  '/[lang]/[site]/proposals/[proposal]': ofReviewers,
  '/[lang]/[site]/persons': editors,
  '/[lang]/[site]/persons/[person]': editors,
  '/[lang]/[site]/persons/[person]/name': reviewers,
  '/[lang]/[site]/record': editors,
  '/[lang]/[site]/report': everybody,
  '/[lang]/[site]/report/making': everybody,
  '/[lang]/[site]/reports': everybody,
  '/[lang]/[site]/risk': everybody,
  '/[lang]/[site]/tell': everybody,
  '/[lang]/[site]/threats/[threat]/close': editors,
  '/[lang]/[site]/threats/[threat]/edit': editors,
  '/[lang]/[site]/threats/new': editors,
  '/[lang]/[site]/timeline': everybody,
  '/[lang]/[site]/withdraw': editors,
  '/[lang]/about': everybody,
  '/[lang]/accessibility': everybody,
  '/[lang]/account': members,
  '/[lang]/account/factor': members,
  '/[lang]/api': everybody,
  '/[lang]/assessments/[assessment]': everybody,
  '/[lang]/claims/[claim]': everybody,
  // Drafts are of no site: whoever records at any has some.
  '/[lang]/drafts': { ...editors, elsewhere: 'page' },
  '/[lang]/history/[record]': everybody,
  '/[lang]/images/[image]': everybody,
  '/[lang]/images/[image]/edit': editors,
  '/[lang]/images/new': editors,
  '/[lang]/join/[token]': everybody,
  '/[lang]/missing': nothing,
  '/[lang]/notes': editors,
  '/[lang]/people': admins,
  '/[lang]/people/[id]': admins,
  '/[lang]/people/[id]/erase': admins,
  '/[lang]/people/keys': admins,
  '/[lang]/reports/[report]': everybody,
  '/[lang]/search': everybody,
  '/[lang]/sensitivity': editors,
  '/[lang]/settings': admins,
  '/[lang]/sign-in': everybody,
  '/[lang]/sign-in/code': moved,
  '/[lang]/sources': everybody,
  '/[lang]/sources/[source]': everybody,
  '/[lang]/sources/[source]/copy': editors,
  '/[lang]/sources/[source]/edit': editors,
  '/[lang]/sources/[source]/merge': editors,
  '/[lang]/sources/new': editors,
  '/api/v1': everybody,
  '/api/v1/[...unknown]': nothing,
  '/api/v1/assessments': written,
  '/api/v1/assessments/[assessment]': everybody,
  '/api/v1/claims': written,
  '/api/v1/claims/[claim]': everybody,
  '/api/v1/key': everybody,
  '/api/v1/monuments/[monument]': written,
  '/api/v1/openapi.json': everybody,
  '/api/v1/records/[record]/history': everybody,
  '/api/v1/records/[record]/restoration': written,
  '/api/v1/records/[record]/withdrawal': written,
  '/api/v1/sites': everybody,
  '/api/v1/sites/[site]': everybody,
  '/api/v1/sites/[site]/assessments': everybody,
  '/api/v1/sites/[site]/changes': everybody,
  '/api/v1/sites/[site]/claims': everybody,
  '/api/v1/sites/[site]/comparison': everybody,
  '/api/v1/sites/[site]/disagreements': everybody,
  '/api/v1/sites/[site]/events': everybody,
  '/api/v1/sites/[site]/monuments': everybody,
  '/api/v1/sites/[site]/monuments/[monument]': everybody,
  '/api/v1/sites/[site]/threats': everybody,
  '/api/v1/sources': everybody,
  '/api/v1/sources/[source]': everybody,
  '/api/v1/sources/[source]/merger': written,
  '/api/v1/threats': written,
  '/api/v1/threats/[threat]': written,
  '/api/v1/threats/[threat]/end': written,
  // The seed has no attached copy; that editors alone get one is tested where one is attached.
  '/copies/[source]': nothing,
  '/exports/[site]': everybody,
  '/exports/[site]/[monument]': nothing,
  '/exports/[site]/[monument]/changes.atom': everybody,
  '/exports/[site]/changes.atom': everybody,
  '/exports/[site]/claims.csv': everybody,
  '/exports/[site]/crate.zip': everybody,
  '/exports/[site]/monuments.csv': everybody,
  '/exports/[site]/monuments.geojson': everybody,
  '/exports/[site]/monuments.jsonld': everybody,
  '/exports/[site]/monuments.xlsx': everybody,
  '/exports/[site]/report.pdf': everybody,
  '/exports/[site]/sources.csv': everybody,
  '/exports/account.json': own,
  '/exports/cite': everybody,
  '/exports/reports/[file]': everybody,
  '/healthz': everybody,
  '/images/[image]/[file]': everybody,
  // For whoever brings METRICS_TOKEN, which no server of the matrix has.
  '/metrics': nothing,
  '/readyz': everybody,
  '/imports/[site]': written,
  '/imports/[site]/[import]/problems.csv': ofEditors,
  '/robots.txt': everybody,
  // Where somebody is named to be told, which nobody is on the servers of the matrix.
  '/.well-known/security.txt': nothing,
  '/sitemap.xml': everybody,
  '/sitemaps/[part]': everybody,
}

/** What nobody gets of a private register. All but these few are closed: pages lead to sign-in, the rest is 401. */
const WHEN_PRIVATE: Record<string, Answer> = {
  '/[lang]/accessibility': 'page',
  '/[lang]/join/[token]': 'page',
  '/[lang]/sign-in': 'page',
  '/[lang]/sign-in/code': 'redirect',
  // Copies are there for editors alone, public register or not.
  '/copies/[source]': 'nothing',
  '/imports/[site]/[import]/problems.csv': 'nothing',
  // What the API does not have, it has for nobody.
  '/api/v1/[...unknown]': 'nothing',
  '/healthz': 'page',
  '/readyz': 'page',
  '/metrics': 'nothing',
  '/robots.txt': 'page',
  '/.well-known/security.txt': 'nothing',
}

export function whenPrivate(route: string): Answer {
  const closed = route.startsWith('/[lang]') ? 'sign-in' : '401'
  return ROUTES[route] === written ? '405' : (WHEN_PRIVATE[route] ?? closed)
}

/**
 * Every server action and the right that it needs: one at the site of the page; `account` of everybody signed in; `manage`
 * of who administers some site; null for those who are nobody yet.
 */
export const ACTIONS: Record<
  string,
  'record' | 'review' | 'administer' | 'account' | 'manage' | null
> = {
  'app/[lang]/sign-in/actions.ts signIn': null,
  'app/[lang]/sign-in/actions.ts giveCode': null,
  'app/[lang]/sign-in/actions.ts signOut': null,
  'app/[lang]/join/actions.ts acceptLink': null,
  'app/[lang]/join/actions.ts becomeFirstAdmin': null,
  'app/[lang]/_editing/actions.ts echoDate': 'record',
  // Without a ticket these refuse everybody; with one they keep text for whom it was made.
  'app/[lang]/drafts/actions.ts autosave': null,
  'app/[lang]/drafts/actions.ts discardDraft': null,
  'app/[lang]/drafts/actions.ts keepDraft': null,
  'app/[lang]/_editing/actions.ts findLikely': 'record',
  'app/[lang]/notes/actions.ts note': 'record',
  'app/[lang]/sources/[source]/copy/actions.ts attach': 'record',
  'app/[lang]/sources/[source]/merge/actions.ts merge': 'record',
  'app/[lang]/sources/new/actions.ts enter': 'record',
  'app/[lang]/[site]/[monument]/edit/actions.ts edit': 'record',
  'app/[lang]/[site]/threats/[threat]/close/actions.ts close': 'record',
  'app/[lang]/[site]/threats/[threat]/edit/actions.ts edit': 'record',
  'app/[lang]/[site]/threats/new/actions.ts open': 'record',
  'app/[lang]/[site]/assess/actions.ts conclude': 'record',
  'app/[lang]/[site]/correct/actions.ts correct': 'record',
  'app/[lang]/[site]/import/actions.ts begin': 'record',
  'app/[lang]/[site]/import/actions.ts apply': 'record',
  'app/[lang]/[site]/import/actions.ts cancel': 'record',
  'app/[lang]/[site]/import/actions.ts again': 'record',
  'app/[lang]/[site]/import/actions.ts takeBack': 'record',
  'app/[lang]/[site]/many/actions.ts change': 'record',
  'app/[lang]/[site]/many/actions.ts undoRevision': 'record',
  'app/[lang]/[site]/desk/actions.ts changeWorkflow': 'administer',
  'app/[lang]/[site]/desk/actions.ts handleMessage': 'record',
  'app/[lang]/[site]/proposals/[proposal]/actions.ts acceptProposal': 'review',
  'app/[lang]/[site]/proposals/[proposal]/actions.ts carryProposal': 'review',
  'app/[lang]/[site]/proposals/[proposal]/actions.ts sendBack': 'review',
  'app/[lang]/[site]/proposals/[proposal]/actions.ts takeProposalBack': 'record',
  'app/[lang]/[site]/record/actions.ts record': 'record',
  'app/[lang]/[site]/report/actions.ts freezeReport': 'record',
  'app/[lang]/[site]/tell/actions.ts tellUs': null,
  'app/[lang]/[site]/withdraw/actions.ts withdrawRecord': 'record',
  'app/[lang]/history/[record]/actions.ts restoreVersion': 'record',
  'app/[lang]/images/[image]/edit/actions.ts edit': 'record',
  'app/[lang]/images/new/actions.ts add': 'record',
  'app/[lang]/sources/[source]/edit/actions.ts edit': 'record',
  'app/[lang]/[site]/persons/actions.ts enter': 'record',
  'app/[lang]/[site]/persons/actions.ts correct': 'record',
  'app/[lang]/[site]/persons/[person]/name/actions.ts call': 'review',
  'app/[lang]/[site]/persons/[person]/name/actions.ts erase': 'administer',
  'app/[lang]/[site]/persons/[person]/name/actions.ts clean': 'administer',
  'app/[lang]/people/[id]/erase/actions.ts eraseAccount': 'administer',
  'app/[lang]/sensitivity/actions.ts decide': 'record',
  'app/[lang]/account/actions.ts endOne': 'account',
  'app/[lang]/account/actions.ts endAll': 'account',
  'app/[lang]/account/actions.ts setPassword': 'account',
  'app/[lang]/account/factor/actions.ts setUp': 'account',
  'app/[lang]/account/factor/actions.ts turnOff': 'account',
  'app/[lang]/settings/actions.ts changeAccess': 'administer',
  'app/[lang]/people/keys/actions.ts addKey': 'manage',
  'app/[lang]/people/keys/actions.ts dropKey': 'manage',
  'app/[lang]/people/actions.ts addPerson': 'manage',
  'app/[lang]/people/actions.ts banPerson': 'manage',
  'app/[lang]/people/actions.ts changeRole': 'manage',
  'app/[lang]/people/actions.ts giveRole': 'manage',
  'app/[lang]/people/actions.ts makeLink': 'manage',
  'app/[lang]/people/actions.ts removeMember': 'manage',
  'app/[lang]/people/actions.ts resetSecondFactor': 'manage',
  'app/[lang]/people/actions.ts revokeLink': 'manage',
  'app/[lang]/people/actions.ts unbanPerson': 'manage',
}

/** The actions that a private register leaves to nobody: the ways in and out. */
export const WAYS_IN = [
  'app/[lang]/sign-in/actions.ts signIn',
  'app/[lang]/sign-in/actions.ts giveCode',
  'app/[lang]/sign-in/actions.ts signOut',
  'app/[lang]/join/actions.ts acceptLink',
  'app/[lang]/join/actions.ts becomeFirstAdmin',
]

/** The routes that the files under app/ make. */
export function routesInFiles(): string[] {
  const app = fileURLToPath(new URL('../../app', import.meta.url))
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)(page\.tsx?|route\.ts)$/.test(path))
    .map((path) => `/${path.replace(/\/?(page\.tsx?|route\.ts)$/, '')}`)
    .sort()
}

/** A route's address with these in place of its brackets. */
export function addressOf(route: string, filling: Record<string, string>): string {
  return route.replace(/\[(\w+)\]/g, (_, name: string) =>
    encodeURIComponent(filling[name] ?? 'none'),
  )
}
