import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { and, eq, isNull } from 'drizzle-orm'
import { formatDay } from '../../db/domain/dates'
import { EVERYTHING } from '../../db/domain/filter'
import { claimInput } from '../../db/domain/inputs'
import { manyInput } from '../../db/domain/many'
import type { Reader } from '../../db/domain/policy'
import { sourceInput } from '../../db/domain/source-input'
import type { Call } from '../../db/mutations/call'
import { editSource } from '../../db/mutations/edit-source'
import { changeMany } from '../../db/mutations/many'
import { recordClaim } from '../../db/mutations/record-claim'
import { planMany, seenOf } from '../../db/queries/many'
import { register } from '../../db/queries/register'
import { requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import * as t from '../../db/schema'
import { DATABASE_FILE } from '../../db/store/open'
import { RECORD_TABLES, type Row } from '../../db/store/records'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { ROOT } from '../support/site-process'
import { randomNumbers, SITE } from './resample'

const SAVES = 100
const NOW = '2026-11-24T12:00:00.000Z'
const EDITOR: Reader = { userId: 'bench', name: 'Bench', role: 'reviewer' }

/**
 * `npm run bench:saves -- --dir D`: what saves cost the server in a register made by bench:seed – a claim recorded, a
 * monument changed, a source corrected with all that hangs on its day – and the first list after each. The register
 * keeps what is saved.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'string' } } })
  if (!values.dir)
    throw new Error('Which folder? npm run bench:saves -- --dir bench-results/register-100000')
  const store = openSqlite(join(resolve(values.dir), DATABASE_FILE))
  const site = await requireSite(store.db, EDITOR, SITE, null)
  const list = async () =>
    register(store.db, EDITOR, site.id, await pinView(store.db, EVERYTHING, NOW), 1)
  const { total } = await list()
  const monuments = await some(store, 'monument')
  const sources = await some(store, 'source')
  const result: Record<string, unknown> = {
    at: new Date().toISOString(),
    machine: { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model },
    unit: 'milliseconds',
    monuments: total,
  }
  const verbs = {
    claim: (i: number) =>
      claimOf(store, monuments[i] as Row<'monument'>, sources[i] as Row<'source'>),
    'one monument of many': (i: number) =>
      changeOne(store, site.id, monuments[i] as Row<'monument'>),
    'source with its day': (i: number) => redated(store, sources[i] as Row<'source'>),
  }
  for (const [name, verb] of Object.entries(verbs)) {
    const [saves, lists]: [number[], number[]] = [[], []]
    for (let i = 0; i < SAVES; i++) {
      saves.push(await timed(() => verb(i)))
      if (i % 10 === 0) lists.push(await timed(list))
    }
    result[name] = { save: summary(saves), listAfter: summary(lists) }
    console.log(name, JSON.stringify(result[name]))
  }
  await store.close()
  mkdirSync(join(ROOT, 'bench-results'), { recursive: true })
  writeFileSync(join(ROOT, 'bench-results', 'saves.json'), `${JSON.stringify(result, null, 2)}\n`)
}

function call<Input>(store: Store, input: Input): Call<Input> {
  return { store, reader: EDITOR, now: NOW, newId: randomUUID, salt: randomUUID(), input }
}

async function claimOf(store: Store, place: Row<'monument'>, source: Row<'source'>): Promise<void> {
  const formId = randomUUID()
  const input = claimInput.parse({
    formId,
    sourceId: source.id,
    subjectId: place.id,
    property: 'condition',
    condition: 'fair',
    valid: formatDay(source.publishedLatest),
    words: `Block ${formId} of the south wall has fallen.`,
    wordsLang: 'en',
    sensitivity: 'public',
    reason: 'To measure a save',
    textLang: 'en',
  })
  await recordClaim(call(store, input))
}

async function changeOne(store: Store, siteId: string, { id }: Row<'monument'>): Promise<void> {
  for (const kind of ['wall', 'shrine']) {
    const asked = { siteId, monument: id, change: `kind:${kind}`, reason: 'To measure a save' }
    const plan = await planMany(store.db, EDITOR, manyInput.parse(asked), NOW)
    if (plan.length === 0) continue
    await changeMany(call(store, manyInput.parse({ ...asked, seen: seenOf(plan) })))
    return
  }
}

async function redated(store: Store, { id }: Row<'source'>): Promise<void> {
  const [now] = await store.db
    .select()
    .from(t.source)
    .where(and(eq(t.source.id, id), isNull(t.source.retiredRev)))
  if (!now) throw new Error(`no source ${id}`)
  const fields = {
    title: now.title,
    publisher: now.publisher,
    url: now.url,
    lang: now.lang,
    class: now.class,
  }
  const input = sourceInput.parse({
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    sourceId: id,
    base: String(now.recordedRev),
    published: formatDay(now.publishedLatest + 1),
    sensitivity: 'public',
    reason: 'To measure a save',
    textLang: 'en',
  })
  await editSource(call(store, input))
}

/** Records of one kind drawn from the whole register, the same in every run. */
async function some<K extends 'monument' | 'source'>(store: Store, kind: K): Promise<Row<K>[]> {
  const table = RECORD_TABLES[kind] as typeof t.monument
  const isTop = kind === 'monument' ? isNull(t.monument.partOf) : undefined
  const rows = await store.db
    .select()
    .from(table)
    .where(and(isNull(table.retiredRev), isTop))
  const random = randomNumbers(11)
  return Array.from({ length: SAVES }, () => rows[Math.floor(random() * rows.length)] as Row<K>)
}

async function timed(once: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await once()
  return performance.now() - from
}

function summary(times: number[]) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (q: number) => Math.round((sorted[Math.ceil(q * sorted.length) - 1] ?? 0) * 10) / 10
  return { p50: at(0.5), p99: at(0.99) }
}

await main()
