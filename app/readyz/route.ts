import { join } from 'node:path'
import { env } from '../../db/cli/env'
import { store } from '../../db/store/open'
import { unreadiness } from '../../db/store/readiness'
import { log } from '../_log'
import { plainAnswer } from '../_plain-answer'
import { isStopping } from '../_state'

export const dynamic = 'force-dynamic'

let last: string | null = null

/** Whether readers may be sent here. Why not stands in the log, once, since anybody may ask. */
export async function GET(): Promise<Response> {
  const why = isStopping() ? 'stopping' : await unreadiness(store, env().dataDir, migrations())
  if (why !== last && why !== null) log().warn({ why }, 'not ready')
  if (why === null && last !== null) log().info('ready again')
  last = why
  return why === null ? plainAnswer(200, 'ready') : plainAnswer(503, 'not ready')
}

function migrations(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), 'db/migrations')
}
