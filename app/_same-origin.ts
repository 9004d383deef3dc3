const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

type Headers = { get(name: string): string | null }

/**
 * Whether a request that changes something was sent by one of our own pages. Browsers say so in `Sec-Fetch-Site` and
 * `Origin`; what they say must agree with `publicOrigin`, and a request that says neither is refused, since Next
 * itself lets it through. `X-Forwarded-Host` is never read. `Host` must be ours as well, or the loopback name that a
 * reverse proxy may put there: that stops a foreign name pointed at this machine (DNS rebinding).
 */
export function isFromOwnPage(headers: Headers, publicOrigin: string): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site === null && origin === null) return false
  if (site !== null && site !== 'same-origin') return false
  if (origin !== null && !ownOrigins(publicOrigin).includes(origin)) return false
  return isOwnHost(headers.get('host'), publicOrigin)
}

/** On loopback the names of this machine stand for each other; the port must agree. */
function ownOrigins(publicOrigin: string): string[] {
  const { protocol, hostname, port } = new URL(publicOrigin)
  if (!LOOPBACK.includes(hostname)) return [publicOrigin]
  return LOOPBACK.map((name) => `${protocol}//${name}${port ? `:${port}` : ''}`)
}

function isOwnHost(host: string | null, publicOrigin: string): boolean {
  if (host === null) return false
  return host === new URL(publicOrigin).host || LOOPBACK.includes(host.replace(/:\d+$/, ''))
}
