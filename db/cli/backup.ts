import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeBackup } from '../store/backup/make'
import { snapshotOfCluster, snapshotOfFile } from '../store/backup/snapshot'
import { DATABASE_FILE } from '../store/open'
import { checkedEnv, failedBecause, megabytes } from './say'

/** "Usage error" of sysexits.h. */
const EX_USAGE = 64
const KEEP = 7
const USAGE = `Usage: npm run backup -- [--to FOLDER] [--keep N] [--with-secret]
  --to           where to (default: BACKUP_DIR, else "backups" in the data folder); best on another disk
  --keep         how many of the newest to keep (default ${KEEP}); one a week and one a month are kept besides
  --with-secret  also the secret that sessions and second factors are locked with: whoever has it and the database can
                 sign in as anybody, so keep it apart from the other copies instead`

/**
 * `npm run backup`: a checked copy of the register and its files, while the server runs or not. Leaves with 0; with 1
 * when nothing was kept or a file is wrong; with 64 when asked for something else.
 */
async function main(): Promise<number> {
  const options = readOptions()
  if (options === null) {
    console.error(USAGE)
    return EX_USAGE
  }
  const settings = checkedEnv()
  if (settings === null) return 1
  const { dataDir, backupDir, secret, cluster } = settings
  const to = resolve(options.to ?? backupDir)
  if (options.withSecret && secret !== null) {
    console.error(
      'The secret is in the environment (SECRET), not in the data folder: keep a copy of it yourself.',
    )
    return 1
  }
  const started = performance.now()
  try {
    const { name, manifest, copied, removed } = await makeBackup({
      dataDir,
      to,
      keep: options.keep,
      at: new Date().toISOString(),
      snapshot: cluster ? snapshotOfCluster(cluster) : snapshotOfFile(join(dataDir, DATABASE_FILE)),
      ...(options.withSecret && { secretFile: join(dataDir, 'secret') }),
    })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const { rev, head, database } = manifest
    console.log(`Backed up revision ${rev}, head ${head}, in ${seconds} s`)
    console.log(`  ${join(to, `${name}.db`)} (${megabytes(database.size)})`)
    if (copied.files > 0) console.log(`  ${copied.files} new file(s), ${megabytes(copied.bytes)}`)
    if (removed.length > 0) console.log(`  ${removed.length} older backup(s) removed`)
    for (const problem of manifest.problems) console.error(problem)
    if (manifest.problems.length === 0) return 0
    console.error('The database is sound, but files are not: this does not count as a good backup.')
    return 1
  } catch (error) {
    console.error(`Nothing was backed up: ${failedBecause(error, to)}`)
    return 1
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        to: { type: 'string' },
        keep: { type: 'string', default: String(KEEP) },
        'with-secret': { type: 'boolean', default: false },
      },
    })
    const { to, keep, 'with-secret': withSecret } = values
    return /^[1-9]\d{0,3}$/.test(keep) ? { to, keep: Number(keep), withSecret } : null
  } catch {
    return null
  }
}

process.exitCode = await main()
