/* What a source's attached copy may be, told by its first bytes; what it is called and sent as counts for nothing. */

/** The file types that can be attached. */
export const COPY_TYPES = [
  'application/pdf',
  'text/html',
  'multipart/related',
  'application/warc',
  'application/gzip',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/tiff',
  'image/gif',
  'text/plain',
] as const
export type CopyType = (typeof COPY_TYPES)[number]

/** The most bytes that an attached copy may have. */
export const COPY_MOST = 25 * 1024 * 1024

/** How the bytes of each begin, in Latin-1. A PDF may have something before it. */
const BEGINNINGS: readonly (readonly [CopyType, string])[] = [
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/gif', 'GIF8'],
  ['image/tiff', 'II*\0'],
  ['image/tiff', 'MM\0*'],
  ['application/gzip', '\x1f\x8b\x08'],
  ['application/warc', 'WARC/'],
]
const PATTERNS: readonly (readonly [CopyType, RegExp])[] = [
  ['application/pdf', /^[\s\S]{0,1020}%PDF-\d/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
  ['multipart/related', /^[\w-]+:[\s\S]*?\bcontent-type:\s*multipart\/related/i],
  ['text/html', /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b/i],
]

/** What a file is, by its first bytes; null for what is none of these, SVG and other XML among it. */
export function copyTypeOf(head: Uint8Array): CopyType | null {
  const text = Buffer.from(head).toString('latin1')
  const known =
    BEGINNINGS.find(([, beginning]) => text.startsWith(beginning)) ??
    PATTERNS.find(([, pattern]) => pattern.test(text))
  if (known) return known[0]
  return isPlainText(head) && !/^\s*<[?!a-z]/i.test(text) ? 'text/plain' : null
}

/** Letters without control characters, in UTF-8; the last one may have been cut. */
function isPlainText(head: Uint8Array): boolean {
  if (head.byteLength === 0) return false
  const text = new TextDecoder('utf-8').decode(head.subarray(0, head.byteLength))
  const whole = text.replace(/\uFFFD$/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  return !/[\u0000-\u0008\u000E-\u001F\u007F\uFFFD]/.test(whole)
}
