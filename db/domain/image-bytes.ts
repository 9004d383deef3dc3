import type { ImageType } from './vocabulary'

/*
 * What a picture's bytes say before anything decodes them: which format they are, whether the file is whole, ends where
 * the picture does and holds one picture. Formats: ITU-T T.81 (JPEG), PNG third edition, the WebP container, TIFF 6.0.
 */

/** The most bytes and pixels that a picture may have. */
export const MOST_BYTES = 30 * 1024 * 1024
export const MOST_PIXELS = 40_000_000

/** Why a picture is refused: message keys under `images.refused.`. */
export const IMAGE_REFUSALS = [
  'missing',
  'too_large',
  'too_many_pixels',
  'svg',
  'not_a_picture',
  'mislabelled',
  'truncated',
  'more_inside',
  'animated',
  'several_pages',
  'unreadable',
  'too_slow',
  'busy',
  'disk_full',
] as const
export type ImageRefusal = (typeof IMAGE_REFUSALS)[number]

/** A picture that is not taken, and why; `values` are those of the message. */
export class ImageRefused extends Error {
  constructor(
    readonly code: ImageRefusal,
    readonly values: Record<string, string> = {},
  ) {
    super(code)
    this.name = 'ImageRefused'
  }
}

/** What files of each type are called, and the endings of their names. */
const FORMATS: Record<ImageType, { name: string; endings: string[] }> = {
  'image/jpeg': { name: 'JPEG', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  'image/png': { name: 'PNG', endings: ['png'] },
  'image/webp': { name: 'WebP', endings: ['webp'] },
  'image/tiff': { name: 'TIFF', endings: ['tif', 'tiff'] },
}

/** The beginnings of files that are often sent for pictures, with their offsets. */
const OTHERS: [name: string, offset: number, start: string][] = [
  ['GIF', 0, 'GIF8'],
  ['PDF', 0, '%PDF-'],
  ['ZIP', 0, 'PK\u0003\u0004'],
  ['BMP', 0, 'BM'],
  ['PSD', 0, '8BPS'],
  ['AVIF', 4, 'ftypavif'],
  ['HEIC', 4, 'ftyp'],
]

/** The name of a format, as people know it. */
export function formatName(type: ImageType): string {
  return FORMATS[type].name
}

/** The ending that a file of a type is given. */
export function endingOf(type: ImageType): string {
  return FORMATS[type].endings[0] ?? 'bin'
}

/**
 * The type of a picture, by its bytes. `declared` is the media type and `name` the file name that it was sent with; both
 * must agree with the bytes. Throws `ImageRefused` for everything that is no whole, single picture of a type that is taken.
 */
export function requirePicture(
  bytes: Uint8Array,
  { declared, name }: { declared: string; name: string },
): ImageType {
  if (bytes.byteLength > MOST_BYTES) throw new ImageRefused('too_large')
  const type = typeOf(bytes)
  const label = labelOf(declared, name)
  if (label !== null && label !== type)
    throw new ImageRefused('mislabelled', {
      declared: label in FORMATS ? formatName(label as ImageType) : label,
      found: formatName(type),
    })
  refuseOthersInside(bytes)
  STRUCTURES[type](bytes)
  return type
}

function typeOf(bytes: Uint8Array): ImageType {
  const head = latin1(bytes, 0, 1024)
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (bytes[0] === 0x89 && head.startsWith('PNG\r\n\u001a\n', 1)) return 'image/png'
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'image/webp'
  if (/^(II[*+]\0|MM\0[*+])/.test(head)) return 'image/tiff'
  if (/<svg[\s>]/i.test(head)) throw new ImageRefused('svg')
  const other = OTHERS.find(([, offset, start]) => head.startsWith(start, offset))
  throw new ImageRefused('not_a_picture', { found: other?.[0] ?? 'other' })
}

/** The type that a file claims to be; null where it claims nothing. */
function labelOf(declared: string, name: string): string | null {
  const mime = declared.split(';')[0]?.trim().toLowerCase() ?? ''
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const byEnding = Object.entries(FORMATS).find(([, f]) => f.endings.includes(ending))?.[0]
  if (mime === '' || mime === 'application/octet-stream') return byEnding ?? null
  // Browsers take the type from the ending; where the two differ, one of them is wrong.
  if (byEnding !== undefined && byEnding !== mime) return `${mime} (.${ending})`
  return mime
}

/** The marks of files that programs read from the end, or find anywhere: a ZIP archive, a PDF, a page with scripts. */
function refuseOthersInside(bytes: Uint8Array): void {
  const tail = latin1(bytes, Math.max(0, bytes.byteLength - 65_557), bytes.byteLength)
  const found =
    (tail.includes('PK\u0005\u0006') && 'ZIP') ||
    (latin1(bytes, 0, 1024).includes('%PDF-') && 'PDF') ||
    (holdsText(bytes, ['<script', '<html', '<!doctype']) && 'HTML') ||
    (holdsText(bytes, ['<?php']) && 'PHP')
  if (found) throw new ImageRefused('more_inside', { found })
}

function holdsText(bytes: Uint8Array, texts: string[]): boolean {
  const LESS_THAN = 0x3c
  for (let at = bytes.indexOf(LESS_THAN); at !== -1; at = bytes.indexOf(LESS_THAN, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (!isLetterOrMark(next)) continue
    const here = latin1(bytes, at, at + 9).toLowerCase()
    if (texts.some((text) => here.startsWith(text))) return true
  }
  return false
}

/** s, h, ! and ?, in either case. */
function isLetterOrMark(code: number): boolean {
  return [0x73, 0x53, 0x68, 0x48, 0x21, 0x3f].includes(code)
}

const STRUCTURES: Record<ImageType, (bytes: Uint8Array) => void> = {
  'image/jpeg': checkJpeg,
  'image/png': checkPng,
  'image/webp': checkWebp,
  // Its parts lie anywhere in the file: the decoder finds those that are missing.
  'image/tiff': () => {},
}

/** Marker by marker to the end of the picture. What phones put behind it (further pictures, a film) may follow. */
function checkJpeg(bytes: Uint8Array): void {
  let at = 2
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff || marker === undefined) throw new ImageRefused('truncated')
    if (marker === 0xd9) break
    at += 2
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue
    at += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    if (marker === 0xda) at = endOfScan(bytes, at)
    if (at >= bytes.byteLength) throw new ImageRefused('truncated')
  }
  const rest = bytes.subarray(at + 2)
  const isPhones =
    (rest[0] === 0xff && rest[1] === 0xd8) ||
    latin1(rest, 4, 8) === 'ftyp' ||
    latin1(rest, rest.byteLength - 4, rest.byteLength) === 'SEFT'
  if (!isPhones) refuseRest(rest)
}

/** Where the coded data of a scan ends: at the first marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
    if (!isData) return at
  }
  return bytes.byteLength
}

function checkPng(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 8
  for (;;) {
    if (at + 12 > bytes.byteLength) throw new ImageRefused('truncated')
    const kind = latin1(bytes, at + 4, at + 8)
    at += 12 + view.getUint32(at)
    if (kind === 'acTL') throw new ImageRefused('animated')
    if (at > bytes.byteLength) throw new ImageRefused('truncated')
    if (kind === 'IEND') break
  }
  refuseRest(bytes.subarray(at))
}

function checkWebp(bytes: Uint8Array): void {
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true)
  const end = 8 + size + (size % 2)
  if (end > bytes.byteLength + (size % 2)) throw new ImageRefused('truncated')
  const ANIMATION = 0x02
  if (latin1(bytes, 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & ANIMATION) !== 0)
    throw new ImageRefused('animated')
  refuseRest(bytes.subarray(end))
}

function refuseRest(rest: Uint8Array): void {
  if (rest.some((byte) => byte !== 0)) throw new ImageRefused('more_inside', { found: 'other' })
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return LATIN1.decode(bytes.subarray(Math.max(0, from), to))
}

/** One character a byte; those above ASCII are not compared. */
const LATIN1 = new TextDecoder('latin1')
