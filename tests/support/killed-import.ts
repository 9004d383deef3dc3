import { eq } from 'drizzle-orm'
import { importRun } from '../../db/import-schema'
import { apply } from '../../db/mutations/importing/apply'
import { stage, step } from '../../db/mutations/importing/run'
import { openSqlite } from '../../db/store/sqlite'
import { scratchOf } from '../../db/store/staged'
import { beginImport, fileOf, surveyed } from './importing'

/*
 * Imports five places into the file named, and kills its own process in the one list that makes them true: before its
 * statement number `gap`, or before the commit; with `search` after it, before search finds them. Says the id of the
 * import first.
 */
const [file = '', folder = '', gap] = process.argv.slice(2)
const store = openSqlite(file)
const begun = await beginImport(store, file, { siteId: 'site' })
const work = { ...begun.work, file: scratchOf(folder, begun.run.id) }
console.log(begun.run.id)
await stage(work, begun.run, fileOf([1, 2, 3, 4, 5].map((n) => surveyed(n))))
const worker = `${(await import('node:os')).hostname()}:${process.pid}`
await step(work, begun.run, 'ready', { state: 'applying', worker })
const [run] = await store.db.select().from(importRun).where(eq(importRun.id, begun.run.id))
if (!run) throw new Error('no import')
const atomic = store.atomic
store.atomic = async (list) => {
  const isSearch = list.some(({ sql }) => sql.startsWith('delete from search_due'))
  if (gap === 'search' ? !isSearch : list.length < 10) return atomic(list)
  // Inside the transaction that becomes true later.
  if (gap !== 'search') await atomic(list.slice(0, Number(gap)))
  process.kill(process.pid, 'SIGKILL')
}
await apply(work, run)
