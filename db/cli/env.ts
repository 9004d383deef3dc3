import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Basemap, parseBasemap } from '../domain/basemap'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const SHORTEST_SECRET = 32

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(65535))
    .default(3000),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_ORIGIN: z.string().refine(isUsableOrigin).optional(),
  SECRET: z.string().min(SHORTEST_SECRET).optional(),
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
})

const advice: Record<string, string> = {
  PORT: 'PORT must be a whole number from 1 to 65535.',
  PUBLIC_ORIGIN:
    'PUBLIC_ORIGIN must be the address that readers type, without a path: PUBLIC_ORIGIN=https://your.host (plain http only for localhost, 127.0.0.1 or [::1]).',
  SECRET: `SECRET must have at least ${SHORTEST_SECRET} characters; leave it unset and one is made and kept in the data folder.`,
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
}

/** The checked environment. `dataDir` is absolute, `publicOrigin` has no trailing slash; `secret` is null when to be kept in the data folder, `contactEmail` when readers have nobody to write to. */
export interface Env {
  port: number
  dataDir: string
  publicOrigin: string
  secret: string | null
  logLevel: (typeof LOG_LEVELS)[number]
  contactEmail: string | null
  /** Null: nothing is asked of other servers. */
  basemap: Basemap | null
  /** Null: no mail is sent. `url` holds a password; it is never logged. */
  mail: { url: string; from: string } | null
}

export type EnvResult = { ok: true; env: Env } | { ok: false; problems: string[] }

/** Checks the variables of the README's table; empty counts as unset. Reads nothing else and writes nothing. */
export function readEnv(source: Record<string, string | undefined> = process.env): EnvResult {
  const given = Object.fromEntries(
    Object.keys(settings.shape).map((name) => [name, source[name]?.trim() || undefined]),
  )
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
    return {
      ok: false,
      problems: [...names].map((name) => advice[name] ?? `${name} is not usable.`),
    }
  }
  const { PORT, DATA_DIR, PUBLIC_ORIGIN, SECRET, LOG_LEVEL, CONTACT_EMAIL } = parsed.data
  const { BASEMAP_URL, BASEMAP_ATTRIBUTION } = parsed.data
  const basemap = BASEMAP_URL ? parseBasemap(BASEMAP_URL) : null
  if (basemap && !BASEMAP_ATTRIBUTION)
    return { ok: false, problems: [advice.BASEMAP_ATTRIBUTION ?? ''] }
  const { SMTP_URL, MAIL_FROM } = parsed.data
  if (SMTP_URL && !MAIL_FROM) return { ok: false, problems: [advice.MAIL_FROM ?? ''] }
  return {
    ok: true,
    env: {
      port: PORT,
      dataDir: resolve(/* turbopackIgnore: true */ DATA_DIR),
      publicOrigin: PUBLIC_ORIGIN ? new URL(PUBLIC_ORIGIN).origin : `http://localhost:${PORT}`,
      secret: SECRET ?? null,
      logLevel: LOG_LEVEL,
      contactEmail: CONTACT_EMAIL ?? null,
      basemap: basemap && { ...basemap, attribution: BASEMAP_ATTRIBUTION ?? '' },
      mail: SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM } : null,
    },
  }
}

function isUsableOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, pathname, search, hash, username } = new URL(value)
  if (pathname !== '/' || search || hash || username) return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
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

let cached: (Env & { secret: string }) | undefined

/** The environment of this process with its secret, read once. Throws when it is not usable; prepare.ts has said so before. */
export function env(): Env & { secret: string } {
  if (cached) return cached
  const result = readEnv()
  if (!result.ok) throw new Error(result.problems.join(' '))
  cached = { ...result.env, secret: result.env.secret ?? loadSecret(result.env.dataDir) }
  return cached
}

/** Whether readers come over https. Asks the variable alone, so that nothing is made in a data folder. */
export function isHttps(): boolean {
  return (process.env.PUBLIC_ORIGIN ?? '').trim().startsWith('https:')
}
