import { once } from 'node:events'
import { forkBeside } from '../../db/store/beside'

/* Starts every kind of process that there is beside a server, says when all have begun, and lives until it is killed. */
const flags = ['--import', new URL('./telling-begun.mjs', import.meta.url).href]
const begun = [
  forkBeside('app/exports/maker/child.ts', { args: ['900'], flags }),
  forkBeside('db/import/look-child.ts', { flags }),
  forkBeside('db/mutations/importing/child.ts', { flags }),
  forkBeside('db/queries/aside-process.ts', { flags }),
  forkBeside('db/store/images/child.ts', { flags }),
].map((child) => once(child, 'message'))
await Promise.all(begun)
console.log('begun')
