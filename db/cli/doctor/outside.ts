import net from 'node:net'
import { authorizationOf, type ClusterAddress } from '../../domain/cluster-address'
import type { Env } from '../env'
import { fail, type Line, ok, warn } from './line'

const WAITS = 4000

export function checkOrigin({ publicOrigin }: Env): Line {
  return publicOrigin.startsWith('https:')
    ? ok('PUBLIC_ORIGIN', publicOrigin)
    : warn(
        'PUBLIC_ORIGIN',
        `${publicOrigin}: only this machine can use it`,
        'For others set PUBLIC_ORIGIN=https://your.host, with a reverse proxy in front (DEPLOY.md).',
      )
}

/** Whether a server answers at the port, and would take readers. */
export async function checkServer({ port }: Env): Promise<Line> {
  const status = await statusOf(`http://127.0.0.1:${port}/readyz`)
  if (status === null) return ok('Server', `not running at port ${port}`)
  return status === 200
    ? ok('Server', `ready at port ${port}`)
    : warn(
        'Server',
        `not ready at port ${port} (${status})`,
        'Its log says why: look for "not ready".',
      )
}

/** Whether the mail server takes a connection; nothing is sent. */
export async function checkMail({ mail }: Env): Promise<Line[]> {
  if (mail === null) return []
  const { protocol, hostname, port } = new URL(mail.url)
  const at = Number(port) || (protocol === 'smtps:' ? 465 : 587)
  const isThere = await new Promise<boolean>((resolve) => {
    const socket = net.connect({ host: hostname, port: at, timeout: WAITS })
    const say = (answer: boolean) => resolve(socket.destroy() && answer)
    socket.once('connect', () => say(true))
    socket.once('error', () => say(false))
    socket.once('timeout', () => say(false))
  })
  return [
    isThere
      ? ok('Mail', `${hostname}:${at} answers`)
      : warn(
          'Mail',
          `${hostname}:${at} does not answer`,
          'Check SMTP_URL and the firewall; until then links of invitations are shown to be passed on by hand.',
        ),
  ]
}

/** Whether every node of a cluster answers and has a leader. */
export async function checkCluster(cluster: ClusterAddress): Promise<Line[]> {
  const { nodes } = cluster
  const states = await Promise.all(
    nodes.map((node) => statusOf(new URL('/readyz', node).href, authorizationOf(cluster))),
  )
  const bad = nodes.filter((_, n) => states[n] !== 200).map((node) => new URL(node).host)
  if (bad.length === 0) return [ok('Cluster', `${nodes.length} node(s) ready`)]
  const found = `${bad.join(', ')} not ready`
  return [
    bad.length * 2 < nodes.length
      ? warn('Cluster', found, 'Start that node again: it catches up by itself.')
      : fail('Cluster', found, 'Start the nodes again: most of them must be there for a save.'),
  ]
}

async function statusOf(
  address: string,
  headers: Record<string, string> = {},
): Promise<number | null> {
  const asked = fetch(address, { headers, signal: AbortSignal.timeout(WAITS) })
  return asked.then(
    (answer) => answer.status,
    () => null,
  )
}
