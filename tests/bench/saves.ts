import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
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
import { asideOf, keepAside } from '../../db/store/aside'
import { DATABASE_FILE } from '../../db/store/open'
import { RECORD_TABLES, type Row } from '../../db/store/records'
import { openConnection, openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { randomNumbers, SITE } from './resample'
import { type Measured, quantiles, round, timesOf } from './timing'

const [SAVES, LISTS] = [50, 5]
const NOW = new Date().toISOString()
const EDITOR: Reader = { userId: 'bench', name: 'Bench', role: 'reviewer' }

/** What a save may take, and the first list after it. */
const LIMIT = 50

/**
 * What saves cost in a register made by bench:seed: a claim recorded, a monument changed, a source corrected with all
 * that hangs on its day, and the first list after each, beside one row committed by itself. The register keeps what is
 * saved.
 */
export async function measureSaves(dataDir: string): Promise<Measured[]> {
  const file = join(dataDir, DATABASE_FILE)
  const store = openSqlite(file)
  keepAside(store.db, file)
  const site = await requireSite(store.db, EDITOR, SITE, null)
  const list = async () =>
    register(store.db, EDITOR, site.id, await pinView(store.db, EVERYTHING, NOW), 1)
  await list()
  const monuments = some(file, 'monument')
  const sources = some(file, 'source')
  const bareMs = committed(dataDir)
  const verbs = {
    claim: (i: number) =>
      claimOf(store, monuments[i] as Row<'monument'>, sources[i] as Row<'source'>),
    'one monument of many': (i: number) =>
      changeOne(store, site.id, monuments[i] as Row<'monument'>),
    'source with its day': (i: number) => redated(store, sources[i] as Row<'source'>),
  }
  const measured: Measured[] = []
  for (const [name, verb] of Object.entries(verbs)) {
    const lists: number[] = []
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const saves = await timesOf(SAVES, verb)
    delay.disable()
    for (let i = 0; i < LISTS; i++) {
      await verb(i)
      lists.push(...(await timesOf(1, list)))
    }
    const loop = {
      p99: round(delay.percentile(99) / 1e6),
      max: round(delay.max / 1e6),
      rssMB: Math.round(process.memoryUsage.rss() / 1e6),
    }
    measured.push({ name: `save: ${name}`, limit: LIMIT, ...quantiles(saves), bareMs, loop })
    measured.push({ name: `list after ${name}`, limit: 200, ...quantiles(lists) })
  }
  asideOf(store.db)?.stop()
  await store.close()
  return measured
}

/** One row written and synced by itself, in a file beside the register. */
function committed(dataDir: string): number {
  const file = join(dataDir, 'commit.db')
  const connection = openConnection(file)
  connection.exec('create table one (n integer)')
  const insert = connection.prepare('insert into one values (1)')
  const times = Array.from({ length: SAVES }, () => {
    const from = performance.now()
    insert.run()
    return performance.now() - from
  })
  connection.close()
  rmSync(file)
  return quantiles(times).p50
}

function call<Input>(store: Store, input: Input): Call<Input> {
  return { store, reader: EDITOR, now: NOW, newId: randomUUID, salt: randomUUID(), input }
}

/** Saves one claim about a monument, of a source's day. */
export async function claimOf(
  store: Store,
  place: Pick<Row<'monument'>, 'id'>,
  source: Pick<Row<'source'>, 'id' | 'publishedLatest'>,
): Promise<void> {
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
function some<K extends 'monument' | 'source'>(file: string, kind: K): Row<K>[] {
  const connection = new Database(file, { readonly: true })
  const most = Number(connection.prepare(`select max(rowid) from ${kind}`).pluck().get())
  const isTop = kind === 'monument' ? 'and part_of is null' : ''
  // Without an order the engine may take any index, and the same record each time.
  const next = connection.prepare(
    `select id from ${kind} where rowid >= ? and retired_rev is null ${isTop}
      order by rowid limit 1`,
  )
  const random = randomNumbers(11)
  const ids = Array.from({ length: SAVES }, () =>
    next.pluck().get(Math.floor(random() * most * 0.99)),
  )
  const db = drizzle(connection, { schema: t })
  const table = RECORD_TABLES[kind] as typeof t.monument
  const rows = ids.map((id) =>
    db
      .select()
      .from(table)
      .where(and(eq(table.id, String(id)), isNull(table.retiredRev)))
      .get(),
  )
  connection.close()
  return rows as Row<K>[]
}
