import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { firstAdminLink, resetLinkFor } from '../mutations/links'
import { store } from '../store/open'
import { env, readEnv } from './env'
import { EX_NO_INPUT, hasRegister } from './say'

export { firstAdminLink } from '../mutations/links'

/** `npm run admin-link [-- --email you@museum.org]`: prints a one-time link, for the first administrator or a reset. */
async function main(): Promise<number> {
  const checked = readEnv()
  if (!checked.ok) {
    for (const problem of checked.problems) console.error(problem)
    return 1
  }
  if (!hasRegister()) return EX_NO_INPUT
  const { values } = parseArgs({ options: { email: { type: 'string' } } })
  const settings = { now: new Date().toISOString(), origin: env().publicOrigin }
  const first = await firstAdminLink(store(), settings)
  const link = first ?? (values.email ? await resetLinkFor(store(), values.email, settings) : null)
  await store().close()
  if (link === null) {
    console.error(
      values.email
        ? `Nobody with the address ${values.email} is a member.`
        : 'There is an administrator already. To set a new password: npm run admin-link -- --email you@museum.org',
    )
    return 1
  }
  console.log(
    first
      ? 'This link makes the first administrator, once:'
      : 'This link sets a new password, once:',
  )
  console.log(`  ${link}`)
  return 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main()
