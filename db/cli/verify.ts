import { join } from 'node:path'
import { store } from '../store/open'
import { readHead } from '../store/save'
import { HEADS_FILE } from '../store/sqlite'
import { verify } from '../store/verify'
import { env } from './env'

/** `npm run verify`: checks the whole register; says the first thing wrong in each part and leaves with 1. */
async function main(): Promise<void> {
  const { db } = store()
  const findings = await verify(db, join(env().dataDir, HEADS_FILE))
  const head = await readHead(db)
  for (const { part, problem } of findings) console.error(`${part}: ${problem}`)
  console.log(
    findings.length === 0
      ? `Whole: revision ${head.rev}, head ${head.hash}`
      : `${findings.length} part(s) damaged`,
  )
  await store().close()
  process.exitCode = findings.length === 0 ? 0 : 1
}

await main()
