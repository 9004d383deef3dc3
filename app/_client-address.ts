import { isIPv4, isIPv6 } from 'node:net'

type Headers = { get(name: string): string | null }

/**
 * The key by which a client's address is counted: an IPv4 address, the /64 of an IPv6 address, or `local`.
 * The server listens on loopback only, so its socket never shows a reader's address. When PUBLIC_ORIGIN is https a
 * reverse proxy is in front, and the last entry of `X-Forwarded-For` is what that proxy saw; earlier entries are the
 * client's own words. Without one no header is believed and everybody counts as `local`.
 */
export function addressKey(headers: Headers, publicOrigin: string): string {
  if (!publicOrigin.startsWith('https:')) return 'local'
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const address = last.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(address)) return address
  return isIPv6(address) ? networkOf(address) : 'local'
}

/** The first 64 bits: what one household or server is given, all of it in one hand. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  const gap =
    tail === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0')
  const groups = [...front, ...gap, ...back].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
