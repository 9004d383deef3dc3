import { eq } from 'drizzle-orm'
import { importRun } from '../../db/import-schema'
import { apply } from '../../db/mutations/importing/apply'
import { step } from '../../db/mutations/importing/run'
import { openSqlite } from '../../db/store/sqlite'

/*
 * Makes a staged import true in a process of its own: the register's file, the staged file, the import's id. Before each
 * attempt to write, it says so and waits to be told to go on; at the end it says what came of it.
 */
const [file = '', staged = '', id = ''] = process.argv.slice(2)
const store = openSqlite(file)
const now = () => new Date().toISOString()
const work = { store, file: staged, now, newId: () => id, salt: id }
const [run] = await store.db.select().from(importRun).where(eq(importRun.id, id))
if (!run) throw new Error(`there is no import ${id}`)
await step(work, run, 'ready', { state: 'applying' })
const { withStaged } = store
if (!withStaged) throw new Error('this engine cannot read the staged file')
store.withStaged = async (path, write) => {
  const told = new Promise((resolve) => process.once('message', resolve))
  process.send?.('writing')
  await told
  return withStaged(path, write)
}
process.send?.(await apply(work, run))
process.disconnect()
await store.close()
