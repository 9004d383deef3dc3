import { SECOND } from '../support/second-site'
import { ADMIN } from '../support/sign-in'
import { enrolBeside, freezeBeside, pictureBeside, type Site } from '../support/site-process'
import { plantProposal } from './canary'
import { IMPORT, plantOnTheDesk } from './canary-desk'
import { send } from './raw'
import { READERS, type Who } from './routes'

/** Something public for every bracket of a route that the seed can fill. */
export const PUBLIC = {
  lang: 'en',
  site: 'palmyra',
  monument: 'roman-theatre',
  threat: 'threat.theatre-2016',
  source: 'seed',
  claim: 'A35',
  assessment: 'bel.condition.2015',
  record: 'A35',
  token: 'x'.repeat(43),
  part: '1.xml',
  person: 'desk-open',
  import: IMPORT,
}

/** What some routes cannot do without. */
export const QUERIES: Record<string, string> = {
  '/[lang]/[site]/assess': '?question=D-efqa-flow',
  '/[lang]/[site]/correct': '?claim=A35',
  '/[lang]/[site]/withdraw': '?record=A35',
  '/[lang]/sensitivity': '?record=A35',
  '/[lang]/notes': '?about=roman-theatre',
  '/[lang]/images/new': '?about=A35',
  '/api/v1/sites/[site]/comparison': '?from=2016-12-11',
  '/exports/cite': '?kind=claim&id=A35&format=ris',
}

/**
 * Signs every reader in and returns their cookies as a browser sends them, empty for nobody. There are two sites then,
 * and `elsewhere` is of the second.
 */
export function enrolAll(site: Site): Record<Who, string> {
  const members = READERS.filter((who) => who !== 'nobody' && who !== 'admin').map((who) => ({
    key: who,
    name: `A person: ${who}`,
    email: `${who}@example.org`,
    role: who === 'elsewhere' ? ('editor' as const) : who,
    siteId: who === 'elsewhere' ? SECOND.id : null,
  }))
  const { name, email } = ADMIN
  const admin = { key: 'admin', name, email, role: 'admin' as const, siteId: null }
  return { nobody: '', ...enrolBeside(site, [admin, ...members]) } as Record<Who, string>
}

/** Plants what the seed lacks, so that every route has something to show, and says what fills its brackets. */
export async function plantForRoutes(
  site: Site,
  adminCookie: string,
): Promise<Record<string, string>> {
  const people = await send(site, '/en/people', { headers: { cookie: adminCookie } })
  const id = /\/en\/people\/([\w-]{36})"/.exec(people.text)?.[1]
  if (!id) throw new Error('the people are not told')
  const rev = String(await plantOnTheDesk(site.dataDir))
  const report = freezeBeside(site.dataDir, 'rev=1&kind=arch&lang=en', 'Arches')
  const image = pictureBeside(site.dataDir, PUBLIC.claim)
  const proposal = await plantProposal(site.dataDir)
  return { ...PUBLIC, id, image, report, proposal, rev, file: `${report}.pdf` }
}
