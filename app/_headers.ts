/** Request header in which proxy.ts tells what is drawn the path and query it is drawn for; a layout cannot ask otherwise. */
export const ADDRESS_HEADER = 'x-tadmor-address'

/**
 * The policy of one response: own files, scripts and styles that carry the nonce, nothing else (CSP level 3) but the
 * tiles of `tileOrigin`, where one is given.
 */
export function contentSecurityPolicy(nonce: string, tileOrigin: string | null = null): string {
  const tiles = tileOrigin === null ? '' : ` ${tileOrigin}`
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:${tiles}`,
    "font-src 'self'",
    `connect-src 'self'${tiles}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The policy of a file that somebody gave us: it may do nothing where it is opened, not run, not frame, not reach us. */
export const FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"

/** Headers that every response carries, errors and files included. HSTS only where there is https to insist on. */
export function usualHeaders(isHttps: boolean): [name: string, value: string][] {
  const headers: [string, string][] = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ]
  if (isHttps) headers.push(['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'])
  return headers
}
