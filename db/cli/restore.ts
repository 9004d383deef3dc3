import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { listBackups } from '../store/backup/manifest'
import {
  checkBackup,
  isHeld,
  type Restored,
  removeDraft,
  restoreBackup,
} from '../store/backup/restore'
import { MIGRATIONS } from '../store/forward'
import { migrate, namesOfMigrations } from '../store/migrate'
import { DATABASE_FILE } from '../store/open'
import { HEADS_FILE, openSqlite } from '../store/sqlite'
import { verify } from '../store/verify'
import { checkedEnv, failedBecause } from './say'

/** "Usage error" of sysexits.h. */
const EX_USAGE = 64

/**
 * `npm run restore -- BACKUP`: puts a backup (`…/backup-….db`, or the folder of them: the newest) in the place of what is
 * in the data folder, with the server stopped, and verifies it. Leaves with 0; with 1 when it was refused or what was
 * put back is not whole; with 64 when no backup is named.
 */
async function main(): Promise<number> {
  const [given, ...more] = process.argv.slice(2)
  if (!given || given.startsWith('-') || more.length > 0) {
    console.error('Usage: npm run restore -- FOLDER/backup-….db   (or FOLDER: the newest in it)')
    return EX_USAGE
  }
  const settings = checkedEnv()
  if (settings === null) return 1
  const { dataDir, port, cluster } = settings
  if (cluster !== null) {
    console.error(
      'The register is on a cluster (STORE_URL). Restore to a file, with STORE_URL unset and DATA_DIR another folder; then move that to a new node: npm run move -- --to http://… (DEPLOY.md, A cluster).',
    )
    return 1
  }
  const path = find(resolve(given))
  if (path === null) {
    console.error(
      `There is no backup at ${given}. Name a file backup-….db, or a folder that holds some.`,
    )
    return 1
  }
  const refusal = await whyNot(join(dataDir, DATABASE_FILE), port)
  if (refusal !== null) {
    console.error(refusal)
    return 1
  }
  try {
    const backup = await checkBackup(path)
    if (!namesOfMigrations(MIGRATIONS).includes(backup.schema)) {
      console.error(
        `That backup was made by a newer Tadmor (schema ${backup.schema}). Install that version first.`,
      )
      return 1
    }
    const restored = await restoreBackup(backup, { dataDir, at: new Date().toISOString() })
    console.log(`Restored revision ${backup.head.rev}, head ${backup.head.hash}`)
    tell(restored)
    return await checkWhole(dataDir)
  } catch (error) {
    await removeDraft(dataDir)
    console.error(`Not restored: ${failedBecause(error, dataDir)}`)
    return 1
  }
}

function find(path: string): string | null {
  if (!existsSync(path)) return null
  if (!statSync(path).isDirectory()) return path.endsWith('.db') ? path : null
  const newest = listBackups(path).at(-1)
  return newest ? join(path, `${newest.name}.db`) : null
}

/** A server has the database open once it has been asked for a page; before that its port tells. */
async function whyNot(file: string, port: number): Promise<string | null> {
  const answers = await fetch(`http://127.0.0.1:${port}/healthz`).then(
    () => true,
    () => false,
  )
  if (answers) return `A server is running at port ${port}. Stop it first, and then run this again.`
  if (isHeld(file))
    return 'Another process has the database open. Stop the server and whatever else uses it first.'
  return null
}

function tell({ copied, aside, givenUp, isOfAnother, hasSecret }: Restored): void {
  if (copied.files > 0) console.log(`  ${copied.files} file(s) put back`)
  for (const file of copied.altered) console.error(`  ${file} is not what its name says: left out`)
  if (hasSecret) console.log('  the secret put back with it')
  if (givenUp)
    console.log(`  revisions after it, up to ${givenUp.rev} (head ${givenUp.hash}), were given up`)
  if (isOfAnother)
    console.log(
      '  what stood here had another head at that revision: this is the history of another register',
    )
  if (aside) console.log(`  what stood here is in ${aside}: remove it once you need it no more`)
}

/** What the next start would do and ask: the newest schema, and the whole register sound. */
async function checkWhole(dataDir: string): Promise<number> {
  const file = join(dataDir, DATABASE_FILE)
  const applied = migrate(file, MIGRATIONS, new Date().toISOString())
  if (applied.length > 0) console.log(`  ${applied.length} migration(s) applied`)
  const store = openSqlite(file)
  const { findings } = await verify(store.db, {
    headsFile: join(dataDir, HEADS_FILE),
    reportsFolder: join(dataDir, 'reports'),
    copiesFolder: join(dataDir, 'copies'),
    imagesFolder: join(dataDir, 'images'),
  })
  await store.close()
  for (const { part, problem } of findings) console.error(`${part}: ${problem}`)
  console.log(findings.length === 0 ? 'Whole. Start with: npm start' : 'Not whole: see above.')
  return findings.length === 0 ? 0 : 1
}

process.exitCode = await main()
