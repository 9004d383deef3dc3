/** Where a cluster is: the origins of its nodes, in the order to try them, and who asks. The password is never logged. */
export type ClusterAddress = { nodes: string[]; user: string | null; password: string | null }

/**
 * Reads `http://[user:password@]host:port[,host:port…]` (https likewise); null when it is not that. Characters of the
 * user and password that mean something in an address are percent-encoded, as always.
 */
export function parseClusterAddress(text: string): ClusterAddress | null {
  const parts = /^(https?:)\/\/(?:([^@/]*)@)?([^@/?#]+)\/?$/.exec(text.trim())
  if (!parts) return null
  const [, protocol = '', who, hosts = ''] = parts
  const nodes = hosts.split(',').map((host) => originOf(`${protocol}//${host.trim()}`))
  const known = who === undefined ? [null, null] : credentials(who)
  if (known === null || nodes.some((node) => node === null)) return null
  const [user = null, password = null] = known
  return { nodes: [...new Set(nodes as string[])], user, password }
}

/** The `Authorization` header of what is asked of a cluster, in an object to be spread; empty where it has no users. */
export function authorizationOf({ user, password }: ClusterAddress): Record<string, string> {
  if (user === null) return {}
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { origin, pathname, hostname } = new URL(address)
  return pathname === '/' && hostname !== '' ? origin : null
}

function credentials(who: string): [string, string] | null {
  const at = who.indexOf(':')
  if (at < 1) return null
  try {
    return [decodeURIComponent(who.slice(0, at)), decodeURIComponent(who.slice(at + 1))]
  } catch {
    return null
  }
}
