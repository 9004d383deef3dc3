import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { answer } from '../../app/api/v1/answer'
import { OPERATIONS } from '../../app/api/v1/operations'
import { API } from '../../app/api/v1/shapes/addresses'
import { user } from '../../db/auth-schema'
import type { Day } from '../../db/domain/dates'
import type { Reader } from '../../db/domain/policy'
import { ROLES, type Role } from '../../db/domain/vocabulary'
import { makeKey } from '../../db/mutations/keys'
import { save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { idSequence, NOW, palmyraRegister } from './small-register'

export const ORIGIN = 'https://tadmor.example'

/** A member of each role, by the role; ids are UUIDs as those of real accounts are. */
export const MEMBERS = Object.fromEntries(
  ROLES.map((role, n) => [role, `00000000-0000-4000-9000-00000000000${n}`]),
) as Record<Role, string>

/** The administrator among them. */
export const ADMINISTRATOR: Reader = { userId: MEMBERS.admin, name: 'admin', role: 'admin' }

/** A claim about the theatre as a program sends it, all but its words and id. */
export const CLAIM = {
  sourceId: 'seed',
  subjectId: 'theatre',
  property: 'statement',
  valid: '2016-12-11',
  wordsLang: 'en',
  sensitivity: 'public',
  reason: 'Test',
  textLang: 'en',
}

export type Asking = {
  method?: string
  key?: string | null
  body?: unknown
  headers?: Record<string, string>
  address?: string
  now?: string
}

/** The register of Palmyra with a member of each role, asked as programs do; `close` removes it. */
export async function apiRegister() {
  const { store, file, close } = await palmyraRegister()
  await enrol(store)
  const newId = idSequence()
  return {
    store,
    folder: dirname(file),
    /** Asks a path below the API's root, or a whole address that an answer gave. */
    ask: (path: string, asking: Asking = {}) => askOf(store, newId, path, asking),
    /** A key for the member of one role, or of another role. */
    key: (role: Role, owner: Role = role, lastDay: Day | null = null) =>
      keyFor(store, role, owner, lastDay),
    close,
  }
}

async function enrol(store: Store): Promise<void> {
  const at = new Date(NOW)
  await store.db.insert(user).values(
    ROLES.map((role) => ({
      id: MEMBERS[role],
      name: role,
      email: `${role}@example.org`,
      emailVerified: true,
      createdAt: at,
      updatedAt: at,
    })),
  )
  await save(store, () => ({
    actor: { id: 'test', name: 'Test' },
    at: NOW,
    reason: 'Members',
    salt: 'members',
    changes: ROLES.map((role) => ({
      op: 'enter',
      kind: 'membership',
      row: { id: `member-${role}`, userId: MEMBERS[role], role },
    })),
  }))
}

async function keyFor(store: Store, role: Role, owner: Role, lastDay: Day | null) {
  const id = randomUUID()
  const made = { id, userId: MEMBERS[owner], name: `Key of ${owner}`, role, lastDay }
  const { secret } = await makeKey(store, made, { reader: ADMINISTRATOR, now: new Date(NOW) })
  return { id, secret }
}

async function askOf(
  store: Store,
  newId: () => string,
  path: string,
  { method = 'GET', key = null, body, headers = {}, address = 'tester', now = NOW }: Asking,
): Promise<Response> {
  const url = new URL(path.startsWith(ORIGIN) ? path : `${ORIGIN}${API}${path}`)
  const asked = url.pathname.slice(API.length)
  const request = new Request(url, {
    method,
    headers: {
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const own = OPERATIONS.filter((operation) => paramsIn(operation.path, asked) !== null)
  const params = paramsIn(own[0]?.path ?? '', asked) ?? {}
  const services = { store, origin: ORIGIN, now, address, newId, salt: `salt ${newId()}` }
  return answer(own, request, params, services)
}

/** The names of a template filled in by a path, or null where it does not fit. */
function paramsIn(template: string, path: string): Record<string, string> | null {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`)
  const found = pattern.exec(path)
  if (!found) return null
  return Object.fromEntries(names.map((name, n) => [name, decodeURIComponent(found[n + 1] ?? '')]))
}
