import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { backupAge } from '../../queries/backup-age'
import { checkReferences } from '../../store/backup/check'
import { readLastBackup } from '../../store/backup/last'
import { namesOfApplied, namesOfMigrations } from '../../store/migrate'
import { headsFile } from '../../store/open'
import { readHead } from '../../store/save'
import { HEADS_FILE, LEAST_SQLITE } from '../../store/sqlite'
import type { Db } from '../../store/store'
import { verify } from '../../store/verify'
import { checkGuards } from '../../store/verify/file'
import { notesIn } from '../../store/verify/heads'
import type { Env } from '../env'
import { isAtLeast } from '../node-version.mjs'
import { fail, type Line, ok, warn } from './line'

const RESTORE = 'Stop the server and run: npm run restore -- BACKUP'

/** On a cluster the nodes bring their own, and go on with an older one. */
export async function checkSqlite(db: Db, { cluster }: Pick<Env, 'cluster'>): Promise<Line> {
  const version = await value(db, sql`select sqlite_version()`)
  if (cluster && !isAtLeast(version, LEAST_SQLITE))
    return warn(
      'SQLite',
      `${version} on the cluster`,
      `Bring the nodes to an rqlite with ${LEAST_SQLITE.join('.')} or newer, one after another (DEPLOY.md, A cluster).`,
    )
  return isAtLeast(version, LEAST_SQLITE)
    ? ok('SQLite', version)
    : fail(
        'SQLite',
        version,
        `Install a newer Tadmor: ${LEAST_SQLITE.join('.')} or newer is needed.`,
      )
}

/** The database has had the migrations of this version, all of them and no others. */
export async function checkSchema(db: Db, folder: string): Promise<Line> {
  const applied = await namesOfApplied(db)
  const known = namesOfMigrations(folder)
  const stranger = applied.find((name) => !known.includes(name))
  if (stranger)
    return fail(
      'Schema',
      `has ${stranger}, which this version does not know`,
      'Start the newer version that made it.',
    )
  const missing = known.length - applied.length
  return missing > 0
    ? warn(
        'Schema',
        `${missing} migration(s) to come`,
        'Restart the server: it applies them first.',
      )
    : ok('Schema', known.at(-1) ?? 'none')
}

/** Quick: pages, references and guards. Full: everything that `npm run verify` checks. */
export async function checkIntegrity(db: Db, env: Env, isFull: boolean): Promise<Line[]> {
  const { dataDir } = env
  if (isFull) {
    const { findings } = await verify(db, {
      headsFile: headsFile(env),
      reportsFolder: join(dataDir, 'reports'),
      copiesFolder: join(dataDir, 'copies'),
      imagesFolder: join(dataDir, 'images'),
    })
    return findings.length === 0
      ? [ok('Integrity', 'whole, checked in full')]
      : findings.map(({ part, problem }) => fail('Integrity', `${part}: ${problem}`, RESTORE))
  }
  try {
    const answer = await value(db, sql`pragma quick_check`)
    if (answer !== 'ok') return [fail('Integrity', answer, RESTORE)]
    await checkReferences(db)
    await checkGuards(db)
    return [ok('Integrity', 'sound, checked quickly (npm run doctor -- --full checks everything)')]
  } catch (error) {
    return [fail('Integrity', (error as Error).message, RESTORE)]
  }
}

/** The last head noted beside the database is in it, and is the newest. */
export async function checkHeads(db: Db, env: Env): Promise<Line[]> {
  const file = headsFile(env)
  if (file === null) return [ok('Heads', 'no save was made by this server of the cluster')]
  const newest = await readHead(db)
  if (!existsSync(file))
    return [
      fail(
        'Heads',
        `${HEADS_FILE} is missing`,
        'Put it back from a backup: without it a cut cannot be seen.',
      ),
    ]
  const lines = readFileSync(file, 'utf8').split('\n')
  const [rev = '0', hash = ''] =
    lines.findLast((l) => l !== '' && !l.startsWith('#'))?.split(' ') ?? []
  const found = await value(db, sql`select hash from revision where rev = ${Number(rev)}`)
  if (found !== hash)
    return [
      fail(
        'Heads',
        `revision ${rev}, which was noted, is not there`,
        `The register was cut or changed. ${RESTORE}`,
      ),
    ]
  const notes = await notesIn(file)
  return [
    Number(rev) < newest.rev && !env.cluster
      ? warn(
          'Heads',
          `the last ${newest.rev - Number(rev)} revision(s) are not noted`,
          'After a crash nothing need be done; else run: npm run verify',
        )
      : ok('Heads', `revision ${rev}, ${hash.slice(0, 16)}…`),
    ...(notes.length > 0 ? [ok('Restored', notes.at(-1) ?? '')] : []),
  ]
}

/** When the last good backup was made, and whether it is still where it was put. */
export async function checkBackup(db: Db, env: Env, now: number): Promise<Line> {
  const last = readLastBackup(env.dataDir)
  const { days } = await backupAge(db, env.dataDir, now)
  const make = 'Run: npm run backup (and see DEPLOY.md for doing so every night)'
  if (last === null) return warn('Backup', 'none yet', make)
  if (!existsSync(last.file))
    return warn(
      'Backup',
      `the last one is not at ${last.file} any more`,
      `Bring back its disk, or make another. ${make}`,
    )
  return days >= env.backupMaxAgeDays
    ? warn('Backup', `the last good one is ${days} days old`, make)
    : ok('Backup', `revision ${last.rev}, ${last.at}`)
}

/** The first value of the first row, as text. */
async function value(db: Db, query: ReturnType<typeof sql>): Promise<string> {
  const [row] = await db.values<[unknown]>(query)
  return String(row?.[0] ?? '')
}
