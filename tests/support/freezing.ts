import { join } from 'node:path'
import { DATABASE_FILE } from '../../db/store/open'
import { openSqlite } from '../../db/store/sqlite'
import { freezeReport } from './palmyra'

/* Run by `freezeBeside`: freezes the report of a query in a data folder and prints its id. */

const [dataDir = '', query = '', title = ''] = process.argv.slice(2)
const store = openSqlite(join(dataDir, DATABASE_FILE))
const { id } = await freezeReport({ store, reports: join(dataDir, 'reports') }, query, { title })
await store.close()
console.log(id)
