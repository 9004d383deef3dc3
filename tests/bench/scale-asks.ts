import { formatDay } from '../../db/domain/dates'
import { EVERYTHING, href, PAGE_SIZE, type View, viewParams } from '../../db/domain/filter'
import { HEADLINES } from '../../db/domain/vocabulary'
import { MOST_RANKED } from '../../db/queries/search-matches'
import { randomNumbers, SITE } from './resample'

/** What is asked of a register of some size: an address that differs from time to time, and its bare SQL. */
export type Ask = {
  name: string
  /** The limit of p99 in milliseconds that is promised at a million monuments on two cores. */
  limit: number | null
  address: () => string
  sql: string
  params: () => Record<string, number>
  /** Whether it is asked until the counts are there, as the page does by itself. */
  isCounted?: boolean
}

/** The days that the clocks are drawn from: about 2010 to 2026. */
const [FIRST_DAY, DAYS] = [14_610, 6160]
const TODAY = FIRST_DAY + DAYS

const AT = `s.audience = 'public' and s.valid_from <= @asOf and s.valid_to > @asOf
  and s.known_from <= @knownAt and s.known_to > @knownAt`
const FROM = `from monument m join span s on s.monument_id = m.id
  where m.site_id = '${SITE}' and m.part_of is null and m.retired_rev is null and ${AT}`
const PAGE = `limit ${PAGE_SIZE}`

/** Everything that is measured of a register, by the number of its monuments. */
export function asksOf(monuments: number): Ask[] {
  const random = randomNumbers(7)
  const day = () => FIRST_DAY + Math.floor(random() * DAYS)
  const number = (most: number) => Math.floor(random() * most)
  const today = () => ({ asOf: TODAY, knownAt: TODAY })
  const past = () => ({ asOf: day(), knownAt: day() })
  const list = (view: () => Partial<View>) => () =>
    href(`/en/${SITE}`, viewParams({ ...EVERYTHING, ...view() }))
  const pages = Math.floor(monuments / PAGE_SIZE)
  const deep = Math.max(1, pages - 3)
  const words = ['temple', 'tower', 'gate', 'tomb', 'Tell Hamra', 'Qasr Kabir']
  const searched = () => words[number(words.length)] as string
  return [
    {
      ...{ name: 'register today', limit: 60, address: list(() => ({})), params: today },
      sql: `select * ${FROM} order by m.position ${PAGE}`,
    },
    {
      ...{ name: 'past clocks', limit: 200, address: list(past), params: past },
      sql: `select * ${FROM} order by m.position ${PAGE}`,
    },
    {
      name: 'filtered',
      limit: 200,
      address: list(() => ({
        ...past(),
        headlines: ['destroyed'],
        flags: ['contested', 'at_risk'],
      })),
      params: past,
      sql: `select * ${FROM} and s.headline = 'destroyed' and (s.contested or s.at_risk)
        order by m.position ${PAGE}`,
    },
    {
      name: 'sorted by last look',
      limit: 200,
      address: list(() => ({ ...past(), sort: 'looked', descending: true })),
      params: past,
      sql: `select * ${FROM} order by s.looked_at desc ${PAGE}`,
    },
    {
      name: 'sorted by name',
      limit: 200,
      address: list(() => ({ ...past(), sort: 'name' })),
      params: past,
      sql: `select * ${FROM} order by (select form from name n where n.subject_id = m.id
        and n.preferred and n.lang = 'en' and n.retired_rev is null limit 1) ${PAGE}`,
    },
    {
      name: 'deep page',
      limit: 200,
      address: list(() => ({ page: deep - number(Math.min(20, deep)) })),
      params: today,
      sql: `select * ${FROM} order by m.position ${PAGE} offset ${deep * PAGE_SIZE}`,
    },
    {
      name: 'facets, until they are counted',
      limit: 600,
      isCounted: true,
      address: list(() => {
        const [headline] = [HEADLINES[number(HEADLINES.length)]]
        return { ...past(), headlines: headline ? [headline] : [], kinds: ['temple', 'tower_tomb'] }
      }),
      params: past,
      sql: `select s.headline, count(*) ${FROM} and m.kind in ('temple', 'tower_tomb') group by 1`,
    },
    {
      name: 'searched',
      limit: 100,
      // Of another day each time: what was asked before is not worked out again.
      address: () => `/en/search?q=${encodeURIComponent(searched())}&asOf=${formatDay(day())}`,
      params: () => ({}),
      sql: `select e.* from (select rowid from search where search match 'tower' limit ${MOST_RANKED}) f
        join search_entry e on e.doc = f.rowid`,
    },
  ]
}
