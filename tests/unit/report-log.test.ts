import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { and, eq, isNull } from 'drizzle-orm'
import { documentOf } from '../../app/exports/document-of'
import { parseDay } from '../../db/domain/dates'
import { EVERYTHING, parseView } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { type Report, statusReport } from '../../db/queries/report'
import { basisOf } from '../../db/queries/report-basis'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import type { RecordChange, RecordKind, Row } from '../../db/store/records'
import { RECORD_TABLES } from '../../db/store/records'
import { save } from '../../db/store/save'
import { NOW, smallRegister } from '../support/small-register'

let register: Awaited<ReturnType<typeof smallRegister>>
beforeEach(async () => {
  register = await smallRegister()
})
afterEach(() => register.close())

test('the log tells when, why and what, the newest first, and never who', async () => {
  await correct('claim', 'temple.bad', { words: 'Razed' }, 'A word was wrong')
  await correct('claim', 'arch.warned', { words: 'May be next' }, 'Another was')
  const { log } = documentOf(await reportAt(''), 'en', 'https://tadmor.example')
  assert.deepEqual(
    log?.lines.map(({ rev, reason, what }) => [rev, reason?.[0]?.text, what.flat()[0]?.text]),
    [
      [3, 'Another was', 'Claim: 1 corrected (Arch – May be next)'],
      [2, 'A word was wrong', 'Claim: 1 corrected (Temple – Razed)'],
      [1, 'A small register to test with', 'Site: 1 entered (The site)'],
    ],
  )
  assert.doesNotMatch(JSON.stringify(log), /Somebody/)
  assert.equal(log?.lines[0]?.url, 'https://tadmor.example/en/site?rev=3')
})

test('it obeys the pin, the filter and the day compared with', async () => {
  await correct('claim', 'temple.bad', { words: 'Razed' }, 'Of the temple')
  const then = await logAt('rev=2')
  await correct('claim', 'arch.warned', { words: 'May be next' }, 'Of the arch')
  assert.deepEqual(await logAt('rev=2'), then)
  const ofArch = await logAt('flag=at_risk')
  assert.deepEqual(
    ofArch.saves.map(({ rev, reason }) => [rev, reason]),
    [
      [3, 'Of the arch'],
      // It entered the temple as well, which this report does not tell of.
      [1, null],
    ],
  )
  assert.doesNotMatch(JSON.stringify(ofArch), /[Tt]emple/)
  const since = await logAt('', '2026-02-03')
  assert.deepEqual([since.count, since.saves.map((s) => s.rev)], [1, [3]])
})

test('it tells of nothing that was published after “known by”', async () => {
  await correct('claim', 'temple.bad', { words: 'Razed' }, 'Told in 2026')
  const log = await logAt('asOf=2011-12-31&knownAt=2011-12-31')
  assert.deepEqual(
    log.saves.map(({ rev, reason }) => [rev, reason]),
    [[1, null]],
  )
  const counts = Object.fromEntries(log.saves[0]?.groups.map((g) => [g.kind, g.count]) ?? [])
  assert.deepEqual(
    [counts.claim, counts.assessment, counts.adoption, counts.source, counts.event, counts.threat],
    [1, 1, 1, 1, undefined, undefined],
  )
})

test('what is restricted today is not in the log of any pin, nor the reason of a save that touched it', async () => {
  await correct('claim', 'temple.bad', { words: 'Razed' }, 'Secret reason')
  await correct('source', 'paper', { sensitivity: 'restricted' }, 'To protect a witness')
  for (const pin of ['rev=1', 'rev=2', '']) {
    const log = await logAt(pin)
    assert.doesNotMatch(JSON.stringify(log), /Razed|very_bad|Secret|witness|Paper/)
  }
})

test('a frozen report rests on what its log still tells of', async () => {
  await correct('claim', 'temple.good', { words: 'Fine' }, 'A word was wrong')
  const claim = await current('claim', 'arch.warned')
  await saved({ op: 'withdraw', kind: 'claim', before: claim }, 'It was no claim')
  const report = await reportAt('')
  assert.match(JSON.stringify(report.log), /arch may be next/)
  const address = '/exports/site/report.pdf?asOf=2026-11-22&knownAt=2026-11-22&rev=3&lang=en'
  const { visible, claims } = await basisOf(register.store.db, NOBODY, address)
  assert.ok(visible.includes('arch.warned') && !claims.includes('arch.warned'))
})

async function logAt(query: string, since?: string) {
  const { log } = await reportAt(query, since)
  assert.ok(log)
  return log
}

async function reportAt(query: string, since?: string): Promise<Report> {
  const { db } = register.store
  const parsed = parseView(new URLSearchParams(query), [], NOW)
  const pinned = await pinView(db, parsed.ok ? parsed.view : EVERYTHING, NOW)
  const site = await requireSite(db, NOBODY, 'site', pinned.view.rev)
  return statusReport(db, NOBODY, site, pinned, since ? parseDay(since) : null)
}

async function correct<K extends RecordKind>(
  kind: K,
  id: string,
  columns: Partial<Row<K>>,
  reason: string,
): Promise<void> {
  const before = await current(kind, id)
  const { recordedRev, retiredRev, ...row } = before
  await saved(
    { op: 'correct', kind, before, row: { ...row, ...columns } } as unknown as RecordChange,
    reason,
  )
}

async function saved(change: RecordChange, reason: string): Promise<void> {
  await save(register.store, (head) => ({
    actor: { id: 'somebody', name: 'Somebody' },
    at: `2026-02-0${(head?.rev ?? 0) + 1}T09:00:00.000Z`,
    reason,
    salt: `log-${head?.rev}`,
    changes: [change],
  }))
}

async function current<K extends RecordKind>(kind: K, id: string): Promise<Row<K>> {
  const table = RECORD_TABLES[kind] as (typeof RECORD_TABLES)['claim']
  const [row] = await register.store.db
    .select()
    .from(table)
    .where(and(eq(table.id, id), isNull(table.retiredRev)))
  assert.ok(row)
  return row as unknown as Row<K>
}
