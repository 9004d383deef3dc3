import { isIPv4, isIPv6 } from 'node:net'

type Headers = { get(name: string): string | null }

/**
 * The key by which a client's address is counted: an IPv4 address, the /64 of an IPv6 address, or `local`.
 * The server listens on loopback only, so its socket never shows a reader's address. When PUBLIC_ORIGIN is https, as many
 * reverse proxies as `proxies` are in front, and each adds to the end of `X-Forwarded-For` whom it saw: the entry that
 * the outermost added is the reader's; earlier ones are the reader's own words. Where there are fewer, somebody came past
 * the outer ones and counts by what an inner one saw. Without https no header is believed and everybody counts as `local`.
 */
export function addressKey(headers: Headers, publicOrigin: string, proxies = 1): string {
  if (!publicOrigin.startsWith('https:')) return 'local'
  const seen = headers.get('x-forwarded-for')?.split(',') ?? []
  const address = (seen.at(-proxies) ?? seen[0] ?? '').trim().replace(/^::ffff:(?=\d+\.)/i, '')
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
