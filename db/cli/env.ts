import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Basemap, parseBasemap } from '../domain/basemap'
import { type ClusterAddress, parseClusterAddress } from '../domain/cluster-address'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const SHORTEST_SECRET = 32
/** What an example says in place of a secret, and what nobody drew by lot. */
const NO_SECRET = /change.?me|example|your.?secret|password|^(.{1,8})\1+$/i

const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(65535))
    .default(3000),
  DATA_DIR: z.string().default('./data'),
  STORE_URL: z
    .string()
    .refine((address) => parseClusterAddress(address) !== null)
    .optional(),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z.string().refine(isActionKey).optional(),
  PUBLIC_ORIGIN: z.string().refine(isUsableOrigin).optional(),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^[1-5]$/)
    .transform(Number)
    .default(1),
  SECRET: z
    .string()
    .min(SHORTEST_SECRET)
    .refine((secret) => !NO_SECRET.test(secret))
    .optional(),
  SHUTDOWN_SECONDS: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  CONTACT_EMAIL: z.email().optional(),
  BASEMAP_URL: z
    .string()
    .refine((address) => parseBasemap(address) !== null)
    .optional(),
  BASEMAP_ATTRIBUTION: z.string().max(200).optional(),
  SMTP_URL: z
    .string()
    .refine((address) => URL.canParse(address) && /^smtps?:$/.test(new URL(address).protocol))
    .optional(),
  MAIL_FROM: z
    .string()
    .max(200)
    .regex(/^([^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u)
    .optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_MAX_AGE_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .default(7),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/-]{16,}=*$/)
    .optional(),
})

const advice: Record<string, string> = {
  PORT: 'PORT must be a whole number from 1 to 65535.',
  STORE_URL:
    'STORE_URL must be the address of an rqlite cluster: STORE_URL=http://user:password@host:4001,host:4001 (percent-encode what is special in the password); leave it unset for a file in the data folder.',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY:
    'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY must be 32 random bytes in base64 (openssl rand -base64 32), the same on every server of one cluster.',
  PUBLIC_ORIGIN:
    'PUBLIC_ORIGIN must be the address that readers type, without a path: PUBLIC_ORIGIN=https://your.host (plain http only for localhost, 127.0.0.1 or [::1]).',
  TRUSTED_PROXIES:
    'TRUSTED_PROXIES must be how many reverse proxies stand in front, from 1 to 5: each must add whom it saw to X-Forwarded-For.',
  SECRET: `SECRET must have at least ${SHORTEST_SECRET} characters drawn by lot; leave it unset and one is made and kept in the data folder.`,
  SHUTDOWN_SECONDS: 'SHUTDOWN_SECONDS must be a whole number from 0 to 9999.',
  LOG_LEVEL: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`,
  CONTACT_EMAIL: 'CONTACT_EMAIL must be an e-mail address: CONTACT_EMAIL=register@your.host.',
  BASEMAP_URL:
    'BASEMAP_URL must be an https address: image tiles with {z}, {x} and {y}, a MapLibre style, or a .pmtiles archive.',
  BASEMAP_ATTRIBUTION:
    'BASEMAP_ATTRIBUTION must name whose map BASEMAP_URL shows, in at most 200 characters.',
  SMTP_URL:
    'SMTP_URL must be the address of a mail server: smtps://user:password@mail.your.host, or smtp:// with its port.',
  MAIL_FROM:
    'MAIL_FROM must be the sender of invitations, and is needed with SMTP_URL: MAIL_FROM=register@your.host.',
  BACKUP_MAX_AGE_DAYS: 'BACKUP_MAX_AGE_DAYS must be a whole number of days from 1 to 999.',
  METRICS_TOKEN:
    'METRICS_TOKEN must have at least 16 letters and digits (openssl rand -hex 24); leave it unset and nobody can read /metrics.',
}

/** The checked environment. `dataDir` is absolute, `publicOrigin` has no trailing slash; `secret` is null when to be kept in the data folder, `contactEmail` when readers have nobody to write to. */
export interface Env {
  port: number
  dataDir: string
  /** Null: the register is a file in the data folder. It holds a password; it is never logged. */
  cluster: ClusterAddress | null
  /** Whether a key for the forms of all servers was given. */
  hasActionKey: boolean
  publicOrigin: string
  /** How many reverse proxies stand in front where readers come over https. */
  proxies: number
  secret: string | null
  logLevel: (typeof LOG_LEVELS)[number]
  contactEmail: string | null
  /** Null: nothing is asked of other servers. */
  basemap: Basemap | null
  /** Null: no mail is sent. `url` holds a password; it is never logged. */
  mail: { url: string; from: string } | null
  /** Where backups go, absolute. */
  backupDir: string
  /** After how many days administrators are warned that the last good backup is old. */
  backupMaxAgeDays: number
  /** Null: nobody can read /metrics. */
  metricsToken: string | null
}

export type EnvResult = { ok: true; env: Env } | { ok: false; problems: string[] }

/** Checks the variables of the README's table; empty counts as unset. Reads nothing else and writes nothing. */
export function readEnv(source: Record<string, string | undefined> = process.env): EnvResult {
  const given = Object.fromEntries(
    Object.keys(variables.shape).map((name) => [name, source[name]?.trim() || undefined]),
  )
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
    return {
      ok: false,
      problems: [...names].map((name) => advice[name] ?? `${name} is not usable.`),
    }
  }
  const { PORT, DATA_DIR, PUBLIC_ORIGIN, SECRET, LOG_LEVEL, CONTACT_EMAIL } = parsed.data
  const { BASEMAP_URL, BASEMAP_ATTRIBUTION } = parsed.data
  const cluster = parsed.data.STORE_URL ? parseClusterAddress(parsed.data.STORE_URL) : null
  const basemap = BASEMAP_URL ? parseBasemap(BASEMAP_URL) : null
  if (basemap && !BASEMAP_ATTRIBUTION)
    return { ok: false, problems: [advice.BASEMAP_ATTRIBUTION ?? ''] }
  const { SMTP_URL, MAIL_FROM } = parsed.data
  if (SMTP_URL && !MAIL_FROM) return { ok: false, problems: [advice.MAIL_FROM ?? ''] }
  const dataDir = resolve(/* turbopackIgnore: true */ DATA_DIR)
  const { BACKUP_DIR, BACKUP_MAX_AGE_DAYS, METRICS_TOKEN } = parsed.data
  return {
    ok: true,
    env: {
      port: PORT,
      dataDir,
      cluster,
      hasActionKey: parsed.data.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY !== undefined,
      publicOrigin: PUBLIC_ORIGIN ? new URL(PUBLIC_ORIGIN).origin : `http://localhost:${PORT}`,
      proxies: parsed.data.TRUSTED_PROXIES,
      secret: SECRET ?? null,
      logLevel: LOG_LEVEL,
      contactEmail: CONTACT_EMAIL ?? null,
      basemap: basemap && { ...basemap, attribution: BASEMAP_ATTRIBUTION ?? '' },
      mail: SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM } : null,
      backupDir: resolve(/* turbopackIgnore: true */ BACKUP_DIR ?? join(dataDir, 'backups')),
      backupMaxAgeDays: BACKUP_MAX_AGE_DAYS,
      metricsToken: METRICS_TOKEN ?? null,
    },
  }
}

/** What a server on a cluster lacks, in a line: what one server signs, another must be able to read. */
export function serverProblem({ cluster, secret, hasActionKey }: Env): string | null {
  if (!cluster || (secret !== null && hasActionKey)) return null
  return 'With STORE_URL, SECRET and NEXT_SERVER_ACTIONS_ENCRYPTION_KEY (each: openssl rand -base64 32) must be set, and be the same on every server of the cluster.'
}

function isUsableOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, pathname, search, hash, username } = new URL(value)
  if (pathname !== '/' || search || hash || username) return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
}

/** AES takes keys of 16, 24 or 32 bytes. */
function isActionKey(value: string): boolean {
  const bytes = Buffer.from(value, 'base64')
  return [16, 24, 32].includes(bytes.byteLength) && bytes.toString('base64') === value
}

/**
 * The secret kept in the data folder, made on first use: 32 random bytes in hex, mode 0600.
 * Processes that start together get the same one. Throws if the kept one was cut short or cannot be read.
 */
export function loadSecret(dataDir: string): string {
  const path = join(/* turbopackIgnore: true */ dataDir, 'secret')
  const kept = readSecret(path) ?? makeSecret(path)
  if (kept.length < SHORTEST_SECRET) {
    throw new Error(
      `${path} is too short to be a secret. Remove it to have one made; everybody must sign in again.`,
    )
  }
  return kept
}

function readSecret(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new Error(
      `${path} cannot be read (${code}): give it back to the user who runs the server`,
    )
  }
}

/** Written whole beside its place, then linked into it: a link fails if another process was first, and no one sees half a file. */
function makeSecret(path: string): string {
  const draft = `${path}.${process.pid}`
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}

let read: Env | undefined
let whole: (Env & { secret: string }) | undefined

/** The environment of this process, read once; processes beside the server have no more. Throws when it is not usable. */
export function settings(): Env {
  if (read) return read
  const result = readEnv()
  if (!result.ok) throw new Error(result.problems.join(' '))
  read = result.env
  return read
}

/** The same with the secret, which is made on first use. Throws when it is not usable; prepare.ts has said so before. */
export function env(): Env & { secret: string } {
  whole ??= { ...settings(), secret: settings().secret ?? loadSecret(settings().dataDir) }
  return whole
}

/** Whether readers come over https. Asks the variable alone, so that nothing is made in a data folder. */
export function isHttps(): boolean {
  return (process.env.PUBLIC_ORIGIN ?? '').trim().startsWith('https:')
}
