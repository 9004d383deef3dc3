import { sweepImports } from '../mutations/importing/sweep'
import { seed } from '../seed/seed'
import { bringForward } from '../store/forward'
import { importsFolder, store } from '../store/open'
import { writeDueEntries } from '../store/search-index'
import { firstAdminLink } from './admin-link'
import { env, readEnv, serverProblem } from './env'

/** "Configuration error" of sysexits.h: what is wrong has been said, the caller adds nothing. */
const EX_CONFIG = 78

/** Before the server starts: checks the settings, brings the schema forward, fills an empty register. */
async function prepare(): Promise<void> {
  const checked = readEnv()
  if (!checked.ok) {
    for (const problem of checked.problems) console.error(problem)
    process.exit(EX_CONFIG)
  }
  const now = new Date().toISOString()
  const lack = serverProblem(checked.env)
  if (lack) {
    console.error(lack)
    process.exit(EX_CONFIG)
  }
  const applied = await bringForward(now).catch((error: Error) => {
    const where = checked.env.cluster ? 'The cluster' : 'The data folder'
    refuse(where, error)
  })
  if (applied.length > 0) console.log(`Database: ${applied.length} migration(s) applied`)
  const indexed = await writeDueEntries(store())
  if (indexed > 0) console.log(`Search: ${indexed} monument(s), site(s) and source(s) indexed anew`)
  if (await seed(store())) console.log('Palmyra: facts entered into the empty register')
  const ended = await sweepImports(store(), importsFolder(), now)
  if (ended > 0) console.log(`Imports: ${ended} was under way and is not applied`)
  const link = await firstAdminLink(store(), { now, origin: env().publicOrigin })
  if (link)
    console.log(`\nNo administrator yet. Open this one-time link to become the first:\n  ${link}\n`)
  await store().close()
}

/** What keeps the register from being opened at all is told in a line: it is for whoever runs the server to mend. */
function refuse(where: string, error: Error): never {
  const problem = error.message.split('\n')[0]
  console.error(
    `${where} cannot be used: ${problem}. Nothing in it was changed.`.replace('..', '.'),
  )
  return process.exit(EX_CONFIG)
}

await prepare()
