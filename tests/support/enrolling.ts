import { firstAdminLink, join } from '../../db/mutations/links'
import { type Acting, invite } from '../../db/mutations/people'
import { signIn } from '../../db/mutations/sessions'
import { readerOf } from '../../db/queries/people'
import { store } from '../../db/store/open'
import { enterSecondSite } from './second-site'
import type { Member } from './site-process'

/*
 * `node --import tsx enrolling.ts MEMBERS`: in the register of the environment, enters a second site, makes the first
 * administrator, invites everybody and signs them in; prints their cookies by name. MEMBERS is JSON; the first is the
 * administrator.
 */

const members = JSON.parse(process.argv[2] ?? '[]') as Member[]
const now = new Date()
const origin = process.env.PUBLIC_ORIGIN ?? ''
const password = 'four plain words together'
const cookies: Record<string, string> = {}
let acting: Acting | null = null

await enterSecondSite(store(), now.toISOString())
for (const { key, ...person } of members) {
  const link = acting
    ? ((await invite(store(), person, acting)).made?.link ?? '')
    : await firstAdminLink(store(), { now: now.toISOString(), origin })
  await join(store(), link?.split('/').at(-1) ?? '', { ...person, password }, now)
  const entered = { email: person.email, password, address: 'test' }
  const { cookies: set, userId } = await signIn(store(), entered, now)
  cookies[key] = set[0]?.split(';')[0] ?? ''
  acting ??= { reader: await readerOf(store(), userId ?? ''), now, origin }
}
await store().close()
console.log(JSON.stringify(cookies))
