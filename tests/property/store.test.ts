import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { and, eq, isNull } from 'drizzle-orm'
import fc from 'fast-check'
import { DomainError } from '../../db/domain/errors'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { CONDITIONS, type Sensitivity } from '../../db/domain/vocabulary'
import { getMonument } from '../../db/queries/monument'
import { register } from '../../db/queries/register'
import { pinView } from '../../db/queries/view'
import type * as t from '../../db/schema'
import { RECORD_TABLES, type RecordChange, type Row } from '../../db/store/records'
import { readHead, save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { SIZES } from '../sizes'
import { assertSound } from '../support/audit'
import { engineFixture, testEngine } from '../support/engines'
import {
  dated,
  enter,
  NOW,
  smallRegister,
  smallRegisterOn,
  someone,
} from '../support/small-register'
import { property } from './each-seed'

/*
 * Random entries, corrections and withdrawals through `save()`. Every answer is taken down when its revision is the
 * newest, when it comes from the spans, and asked again when later saves have been made, when it comes from the rows.
 */

const READERS: Reader[] = [NOBODY, someone('editor')]
const CLOCKS = [
  ['2011-06-01', '2026-01-01'],
  ['2015-09-10', '2015-09-10'],
  ['2015-09-10', '2016-06-01'],
  ['2026-01-01', '2011-06-01'],
  ['2026-01-01', '2026-01-01'],
] as const
const DATES = ['2011-02', '2015-08-30', '[2015-08-25..2015-09-20]', '2015-09-05/..', '2016']
const SUBJECTS = ['temple', 'cella', 'arch']

/** On a cluster a register is made for each case, and every question is a request. */
const RUNS = testEngine() === 'cluster' ? Math.ceil(SIZES.storeRuns / 4) : SIZES.storeRuns

const { blank } = engineFixture()
let folder: string
let original: string | null = null
let copies = 0
before(async () => {
  if (testEngine() === 'cluster') return
  folder = mkdtempSync(join(tmpdir(), 'tadmor-property-'))
  original = join(folder, 'original.db')
  const { store, file, close } = await smallRegister()
  await store.close()
  copyFileSync(file, original)
  await close().catch(() => {})
})
after(() => original && rmSync(folder, { recursive: true, force: true }))

/** A small register of this case alone: a file is copied, which is quicker than making it anew. */
async function fresh(): Promise<Store> {
  if (original === null) return (await smallRegisterOn(await blank())).store
  const file = join(folder, `${copies++}.db`)
  copyFileSync(original, file)
  return openSqlite(file)
}

const content = fc.record({
  subjectId: fc.constantFrom(...SUBJECTS),
  value: fc.constantFrom(...CONDITIONS),
  valid: fc.constantFrom(...DATES),
  known: fc.constantFrom(...DATES),
  sensitivity: fc.constantFrom<Sensitivity>('public', 'public', 'restricted'),
})
const step = fc.record({
  what: fc.constantFrom('enter', 'enter', 'correct', 'withdraw', 'stale'),
  kind: fc.constantFrom('claim' as const, 'assessment' as const),
  content,
  which: fc.nat(20),
})
type Content = typeof content extends fc.Arbitrary<infer C> ? C : never
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

property(
  'an answer pinned to a revision outlives every later save, and the audit replays to the record',
  fc.array(step, { minLength: 2, maxLength: 6 }),
  async (steps) => {
    const store = await fresh()
    try {
      const taken = [await answers(store, 1)]
      for (const [n, one] of steps.entries()) {
        const head = await readHead(store.db)
        const accepted = await apply(store, one, n)
        const now = await readHead(store.db)
        assert.equal(now.rev, head.rev + (accepted ? 1 : 0))
        if (accepted) taken.push(await answers(store, now.rev))
        else
          assert.deepEqual(
            await answers(store, now.rev),
            taken.at(-1),
            'a refused save changes nothing',
          )
      }
      for (const [i, before] of taken.entries())
        assert.deepEqual(await answers(store, i + 1), before, `pinned to ${i + 1}`)
      await assertSound(store)
    } finally {
      await store.close()
    }
  },
  RUNS,
)

property(
  'what is published later is no part of an earlier answer of a page',
  fc.record({
    claim: content,
    assessment: content,
    stance: fc.constantFrom('establishing' as const, 'set_aside' as const),
  }),
  async ({ claim, assessment, stance }) => {
    const store = await fresh()
    try {
      const pages = async () => [
        await dossier(store, '2026-01-01', '2011-06-01'),
        await dossier(store, '2026-01-01', '2016-06-01'),
        await list(store, NOBODY, '2026-01-01', '2016-06-01', null),
      ]
      const before = await pages()
      const late = { knownFrom: dated('2025-06-01').earliest }
      await enterAll(store, [
        enter('claim', { ...claimRow('late', { ...claim, sensitivity: 'public' }), ...late }),
        enter('assessment', {
          ...assessmentRow('later', { ...assessment, sensitivity: 'public' }),
          ...late,
        }),
        enter('adoption', {
          id: 'later.good',
          targetId: 'later',
          claimId: 'temple.good',
          stance,
          reason: { en: 'Seen later' },
        }),
        enter('adoption', {
          id: 'later.late',
          targetId: 'later',
          claimId: 'late',
          stance: 'establishing',
        }),
      ])
      assert.deepEqual(await pages(), before)
    } finally {
      await store.close()
    }
  },
  RUNS,
)

/** Whether the save was accepted; a refusal must be an expected one. */
async function apply(
  store: Store,
  { what, kind, content, which }: Step,
  n: number,
): Promise<boolean> {
  const table = RECORD_TABLES[kind] as typeof t.claim
  const rows = await store.db.select().from(table).where(isNull(table.retiredRev)).orderBy(table.id)
  const target = rows[which % Math.max(1, rows.length)]
  const row = (id: string, sensitivity = content.sensitivity) =>
    kind === 'claim'
      ? enter('claim', claimRow(id, { ...content, sensitivity }))
      : enter('assessment', assessmentRow(id, { ...content, sensitivity }))
  if (what === 'enter' || !target) return tried(enterAll(store, [row(`new.${n}`)]), 'duplicate')
  if (what === 'withdraw')
    return tried(enterAll(store, [{ op: 'withdraw', kind, before: target } as RecordChange]))
  // Who may see a record is today's matter in every answer, pinned or not; it has a test of its own.
  const correction = {
    ...row(target.id, target.sensitivity as Content['sensitivity']),
    op: 'correct',
    before: target,
  } as RecordChange
  if (what === 'correct') return tried(enterAll(store, [correction]), 'duplicate')
  const note = enter('note', {
    id: `note.${n}`,
    subjectId: 'temple',
    kind: 'remark',
    text: 'Lost with the rest',
    sources: [],
  })
  const old = { ...target, recordedRev: await staleRev(store, target, kind) }
  const withdrawal = { op: 'withdraw', kind, before: old } as RecordChange
  const stale = which % 2 === 0 ? withdrawal : ({ ...correction, before: old } as RecordChange)
  assert.equal(await tried(enterAll(store, [note, stale]), 'conflict'), false, 'a stale save')
  return false
}

/** Makes the version that the next save starts from an old one. */
async function staleRev(
  store: Store,
  target: Row<'claim'>,
  kind: 'claim' | 'assessment',
): Promise<number> {
  const table = RECORD_TABLES[kind] as typeof t.claim
  const old = await store.db
    .select()
    .from(table)
    .where(and(eq(table.id, target.id), eq(table.retiredRev, target.recordedRev)))
  return old[0]?.recordedRev ?? 0
}

async function tried(saving: Promise<unknown>, ...expected: string[]): Promise<boolean> {
  try {
    await saving
    return true
  } catch (error) {
    if (!(error instanceof DomainError) || !expected.includes(error.code)) throw error
    return false
  }
}

function enterAll(store: Store, changes: RecordChange[]) {
  return save(store, (head) => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Random',
    salt: String(head.rev),
    changes,
  }))
}

/** The register and a page at several clocks, for everybody and for editors, without what tells the newest revision. */
async function answers(store: Store, rev: number) {
  const all: unknown[] = []
  for (const reader of READERS)
    for (const [asOf, knownAt] of CLOCKS) all.push(await list(store, reader, asOf, knownAt, rev))
  all.push(await dossier(store, '2016-06-01', '2016-06-01', rev))
  return all
}

async function list(
  store: Store,
  reader: Reader,
  asOf: string,
  knownAt: string,
  rev: number | null,
) {
  const pinned = await pinView(store.db, { ...EVERYTHING, rev, ...clocksOf(asOf, knownAt) }, NOW)
  const { rows, counts } = await register(store.db, reader, 'site', pinned)
  return {
    counts,
    rows: rows.map(({ status, ...row }) => ({ ...row, status: { ...status, ...NOT_STATUS } })),
  }
}

/** Columns of a span, and the rule, which only one of the two ways knows. */
const NOT_STATUS = Object.fromEntries(
  ['rule', 'audience', 'monumentId', 'validFrom', 'validTo', 'knownFrom', 'knownTo'].map((key) => [
    key,
    undefined,
  ]),
)

async function dossier(store: Store, asOf: string, knownAt: string, rev: number | null = null) {
  const pinned = await pinView(store.db, { ...EVERYTHING, rev, ...clocksOf(asOf, knownAt) }, NOW)
  const page = await getMonument(store.db, NOBODY, 'site', 'temple', pinned)
  return JSON.parse(
    JSON.stringify(page, (key, value) => (key === 'retiredRev' ? undefined : value)),
  )
}

function clocksOf(asOf: string, knownAt: string) {
  return { asOf: dated(asOf).earliest, knownAt: dated(knownAt).earliest }
}

function claimRow(id: string, { known, valid, ...rest }: Content) {
  return {
    id,
    ...dated(valid),
    ...rest,
    property: 'condition' as const,
    sourceId: 'paper',
    words: `It is ${rest.value}`,
    wordsLang: 'en',
    knownFrom: dated(known).latest,
  }
}

function assessmentRow(id: string, { known, valid, ...rest }: Content) {
  return {
    id,
    ...dated(valid),
    ...rest,
    property: 'condition' as const,
    certainty: 'high' as const,
    rationale: { en: 'Because' },
    assessor: 'editors' as const,
    knownFrom: dated(known).latest,
  }
}
