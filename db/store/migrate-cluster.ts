import { listMigrations, type Migration, refuseStrangers, statementsOf } from './migrate'
import type { Cluster } from './rqlite'
import { ConstraintError, OutcomeUnknown, type Statement } from './store'

const LOG =
  'create table if not exists migration (name text primary key, hash text not null, applied_at text not null)'

/**
 * Brings a cluster forward to the newest schema, each migration all or nothing and behind a copy of what was there, in
 * a file whose name begins with `copies`. A migration's own row comes first in its list, so that of two servers that start together one
 * is refused and finds it done. References and row counts are looked at within the list, by rows that cannot be
 * inserted. Returns the names that this process applied. Throws like `migrate`.
 */
export async function migrateCluster(
  cluster: Cluster,
  { folder, copies, at }: { folder: string; copies: string; at: string },
): Promise<string[]> {
  const known = listMigrations(folder)
  await requireForeignKeys(cluster)
  await cluster.atomic([{ sql: LOG, params: [] }])
  const applied = await appliedIn(cluster)
  refuseStrangers(applied, known)
  const pending = known.filter((m) => !applied.has(m.name))
  if (applied.size > 0 && pending[0])
    await cluster.backup(`${copies}.before-${pending[0].name}-${Date.parse(at)}`)
  const done: string[] = []
  for (const migration of pending)
    if (await applyOne(cluster, migration, at)) done.push(migration.name)
  return done
}

/** The nodes decide it when they are started: without, references would not be held. */
async function requireForeignKeys({ newest }: Cluster): Promise<void> {
  const [row] = await newest.values<[number]>('pragma foreign_keys')
  if (row?.[0] !== 1)
    throw new Error('the nodes of the cluster must be started with -fk: rqlited -fk …')
}

async function appliedIn({ newest }: Cluster): Promise<Map<string, string>> {
  return new Map(await newest.values<[string, string]>('select name, hash from migration'))
}

/** False when another process was first. */
async function applyOne(cluster: Cluster, migration: Migration, at: string): Promise<boolean> {
  const { name, hash } = migration
  const list = [
    logged(name, hash, at),
    ...statementsOf(migration).map((sql) => ({ sql, params: [] })),
    refusal(
      `migration ${name} leaves broken references`,
      'exists (select 1 from pragma_foreign_key_check)',
    ),
    ...(await countRows(cluster)).map(([table, count]) =>
      refusal(
        `migration ${name} would lose rows of ${table}`,
        `(select count(*) from "${table}") < ${count}`,
      ),
    ),
  ]
  try {
    await cluster.atomic(list)
    return true
  } catch (error) {
    if (!(error instanceof ConstraintError || error instanceof OutcomeUnknown))
      throw readable(error)
    // Its row is there: another was first, or it was carried out and the answer lost.
    if ((await appliedIn(cluster)).get(name) !== hash) throw error
    return error instanceof OutcomeUnknown
  }
}

function logged(name: string, hash: string, at: string): Statement {
  return { sql: 'insert into migration values (?, ?, ?)', params: [name, hash, at] }
}

const REFUSED = 'tadmor refuses: '

/** A statement that makes its list fail with these words where `condition` holds. */
function refusal(words: string, condition: string): Statement {
  // json_extract repeats a path that is none in its complaint, which is how words come back from a list.
  return {
    sql: `select json_extract('{}', ?) where ${condition}`,
    params: [`${REFUSED}${words}`],
  }
}

function readable(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const at = error.message.indexOf(REFUSED)
  return at < 0 ? error : new Error(error.message.slice(at + REFUSED.length).replace(/'$/, ''))
}

/** Saves of other servers meanwhile only add to these. */
async function countRows({ newest }: Cluster): Promise<[string, number][]> {
  const names = await newest.values<[string]>(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'search%'",
  )
  const counts: [string, number][] = []
  for (const [name] of names) {
    const [row] = await newest.values<[number]>(`select count(*) from "${name}"`)
    counts.push([name, row?.[0] ?? 0])
  }
  return counts
}
