import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import fc from 'fast-check'
import { allForms, tokensOf } from '../../db/domain/arabic'
import { EVERYTHING, MARKS, type PinnedView, type View } from '../../db/domain/filter'
import { isStale } from '../../db/domain/freshness'
import { NOBODY, type Reader, visibleTo } from '../../db/domain/policy'
import { spellingsOf } from '../../db/domain/spellings'
import { statusAt } from '../../db/domain/status'
import { HEADLINES } from '../../db/domain/vocabulary'
import { besideEntries } from '../../db/queries/beside'
import { countOf, type Register, register } from '../../db/queries/register'
import { decorate, type RegisterRow } from '../../db/queries/register-row'
import { saidBy } from '../../db/queries/said'
import { listSources } from '../../db/queries/sources'
import type { RegisterStatus } from '../../db/queries/stretch'
import { type Pinned, pinView } from '../../db/queries/view'
import { evidenceOf, visibleRows } from '../../db/store/evidence'
import type { Row } from '../../db/store/records'
import { loadRows, type Rows } from '../../db/store/rows'
import type { Store } from '../../db/store/store'
import { SIZES } from '../sizes'
import { randomView } from '../support/random-view'
import { NOW, palmyraRegister, someone } from '../support/small-register'
import { property } from './each-seed'

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
let store: Store
before(async () => {
  palmyra = await palmyraRegister()
  store = palmyra.store
})
after(() => palmyra.close())

property(
  'the register of Palmyra from its spans is the one computed from its rows',
  fc.tuple(randomView, fc.constantFrom(NOBODY, someone('editor'))),
  async ([view, reader]) => {
    const pinned = await pinView(store.db, view, NOW)
    const spans = await register(store.db, reader, 'palmyra', pinned)
    const rows = await fromRows(reader, pinned)
    assert.deepEqual(comparable(spans), rows)
  },
  SIZES.storeRuns,
)

property(
  'a filter keeps those that it names, and the counts add up',
  randomView,
  async (view) => {
    const pinned = await pinView(store.db, view, NOW)
    const { rows, counts, total } = await register(store.db, NOBODY, 'palmyra', pinned)
    const all = await register(store.db, NOBODY, 'palmyra', {
      ...pinned,
      view: { ...pinned.view, headlines: [] },
    })
    assert.equal(total, all.rows.length)
    assert.deepEqual(counts, all.counts)
    assert.equal(
      Object.values(counts).reduce((sum, n) => sum + n, 0),
      total,
    )
    const wanted = all.rows.filter(
      ({ status }) =>
        view.headlines.length === 0 ||
        view.headlines.includes(status.headline) ||
        (status.maybe !== null && view.headlines.includes(status.maybe)),
    )
    assert.deepEqual(
      rows.map((r) => r.id),
      wanted.map((r) => r.id),
    )
    assert.equal(await countOf(store.db, NOBODY, 'palmyra', pinned.view), rows.length)
    for (const { kind, status } of rows) {
      const up = marksOf({ status }, pinned.view)
      assert.ok(view.kinds.length === 0 || view.kinds.includes(kind))
      assert.ok(view.flags.length === 0 || view.flags.some((flag) => up[flag]))
    }
  },
  SIZES.storeRuns,
)

property(
  'what stands side by side is what the register says of each, and what a source says is on the pages of its monuments',
  fc.tuple(randomView, fc.constantFrom(NOBODY, someone('editor')), fc.nat(1000)),
  async ([view, reader, which]) => {
    const pinned = await pinView(store.db, { ...EVERYTHING, ...clocksOf(view) }, NOW)
    const { rows } = await register(store.db, reader, 'palmyra', pinned)
    const slugs = rows.map((row) => row.slug)
    const { entries, problems } = await besideEntries(store.db, reader, 'palmyra', slugs, pinned)
    assert.deepEqual(problems, [])
    assert.deepEqual(
      entries.map(({ monument, status, sources }) => [
        monument.id,
        status.headline,
        status.since,
        sources.length,
      ]),
      rows.map(({ id, status, sources }) => [id, status.headline, status.since, sources.length]),
    )
    const known = await listSources(store.db, reader, pinned)
    const source = known[which % Math.max(1, known.length)]
    if (!source) return
    const said = await saidBy(store.db, reader, source.id, pinned)
    const about = said.flatMap((one) => one.about)
    for (const { monument, claims, assessments } of entries) {
      const inForce = assessments.filter((a) => a.isInForce).flatMap((a) => a.claims)
      const own = about.find(({ place }) => place?.id === monument.id)?.claims ?? []
      assert.deepEqual(
        own.map((c) => [c.id, c.isRelied]).sort(),
        claims
          .filter((c) => c.sourceId === source.id)
          .map((c) => [
            c.id,
            inForce.some(({ claim, use }) => claim.id === c.id && use.stance !== 'set_aside'),
          ])
          .sort(),
      )
    }
    const total = about.reduce((sum, { claims }) => sum + claims.length, 0)
    if (view.asOf === null) assert.equal(total, source.claimCount)
  },
  SIZES.storeRuns,
)

const clocksOf = ({ asOf, knownAt }: View) => ({ asOf, knownAt })

/** The same list from the rows alone, by the rules as they are written: status, filter, counts and order. */
async function fromRows(reader: Reader, { view }: Pinned) {
  const rows = visibleRows(
    await loadRows(store.db, { siteId: 'palmyra' }, view.rev),
    visibleTo(reader),
  )
  const roots = rows.monument.filter((m) => m.partOf === null)
  const standing = roots.map((monument) => ({
    monument,
    status: statusAt(evidenceOf(rows, monument), view),
  }))
  const marks = Object.fromEntries(
    MARKS.map((mark) => [mark, standing.filter((one) => marksOf(one, view)[mark]).length]),
  )
  const placed = standing
    .filter(({ monument }) => view.kinds.length === 0 || view.kinds.includes(monument.kind))
    .filter(({ monument }) => isMentioned(rows, monument, view.text))
    .filter((one) => view.flags.length === 0 || view.flags.some((f) => marksOf(one, view)[f]))
  const counts = Object.fromEntries(
    HEADLINES.map((h) => [h, placed.filter((p) => p.status.headline === h).length]),
  )
  const wanted = placed.filter(
    ({ status: { headline, maybe } }) =>
      view.headlines.length === 0 ||
      view.headlines.includes(headline) ||
      (maybe !== null && view.headlines.includes(maybe)),
  )
  const lines = sorted(await decorate(store.db, reader, wanted, view), view)
  return comparable({
    rows: lines,
    counts: counts as Register['counts'],
    marks: marks as Register['marks'],
    total: placed.length,
    found: lines.length,
  })
}

function marksOf({ status }: { status: RegisterStatus }, { asOf }: PinnedView) {
  return {
    at_risk: status.atRisk,
    under_intervention: status.underIntervention,
    contested: status.contested,
    stale: isStale(status.lookedAt, asOf),
  }
}

/** Every typed word begins a word of a name of it or a part, or of its description; or another spelling is one. */
function isMentioned(rows: Rows, monument: Row<'monument'>, typed: string): boolean {
  const parts = rows.monument.filter((m) => m.partOf === monument.id).map((m) => m.id)
  const texts = [
    ...rows.name
      .filter((n) => n.subjectId === monument.id || parts.includes(n.subjectId))
      .flatMap((n) => [n.form, n.transliteration ?? '']),
    monument.description?.en ?? '',
    monument.description?.ar ?? '',
  ]
  const words = texts.flatMap((text) => tokensOf(text).flatMap(allForms))
  return tokensOf(typed).every((token) => {
    const others = spellingsOf([token.word])?.flatMap((s) => (s.length === 1 ? s : [])) ?? []
    return words.some(
      (word) => allForms(token).some((start) => word.startsWith(start)) || others.includes(word),
    )
  })
}

/** Unknown values come last in either direction; ties fall back to the site's own order. */
function sorted(rows: RegisterRow[], { sort, descending }: View): RegisterRow[] {
  const key: Record<View['sort'], (row: RegisterRow) => number | string | null> = {
    position: (row) => row.position,
    name: (row) => row.name.en ?? row.name.ar ?? '',
    headline: (row) => HEADLINES.indexOf(row.status.headline),
    since: (row) => row.sinceEarliest,
    looked: (row) => row.status.lookedAt,
    sources: (row) => row.sources.length,
    changed: (row) => row.changed?.rev ?? null,
  }
  return rows.sort((a, b) => {
    const [left, right] = [key[sort](a), key[sort](b)]
    if (left === right) return a.position - b.position
    if (left === null) return 1
    if (right === null) return -1
    const order =
      typeof left === 'string' ? left.localeCompare(String(right), 'en') : left - Number(right)
    return descending ? -order : order
  })
}

/** Without the columns that only spans have and the rule, which only the rows give. */
function comparable({ rows, counts, total, marks, found }: Register) {
  const lines = rows.map(({ status, ...row }) => {
    const {
      headline,
      maybe,
      condition,
      atRisk,
      underIntervention,
      contested,
      lookedAt,
      since,
      sinceQualifier,
    } = status
    return {
      ...row,
      status: {
        headline,
        maybe,
        condition,
        atRisk,
        underIntervention,
        contested,
        lookedAt,
        since,
        sinceQualifier,
      },
    }
  })
  return { lines, counts, total, marks, found }
}
