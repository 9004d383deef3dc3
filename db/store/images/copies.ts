import readExif, { type Exif } from 'exif-reader'
import sharp, { type Metadata } from 'sharp'
import { ImageRefused, MOST_PIXELS } from '../../domain/image-bytes'

/* Pictures made anew. Only in a process of its own (child.ts): the decoders read what strangers wrote. */

/** Seconds that one picture may take. */
const MOST_SECONDS = 10
/** The longer side of each copy, in pixels. */
const LARGE = 2048
const THUMB = 480
const PRINT = 1000

const LOADERS = ['Jpeg', 'Png', 'Webp', 'Tiff'].map((name) => `VipsForeignLoad${name}Buffer`)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: LOADERS })
sharp.concurrency(1)
sharp.cache(false)

/** What a file said of itself: camera, moment, place. `lat` and `lon` in degrees, null where it named no place. */
export type ImageFacts = {
  metadata: Record<string, unknown>
  lat: number | null
  lon: number | null
}

/** The public copies of a picture: upright, in sRGB, without metadata. `thumb` and `print` are made from `large`. */
export type Copies = {
  large: Buffer
  thumb: Buffer
  /** JPEG, since a PDF holds no WebP. */
  print: Buffer
  width: number
  height: number
}

/** Reads a picture's header. Throws `ImageRefused` for too many pixels or several pages, before a pixel is decoded. */
export async function readHeader(bytes: Uint8Array): Promise<Metadata> {
  const found = await orRefused(sharp(bytes, { limitInputPixels: false }).metadata())
  const { width = 0, height = 0, pages = 1 } = found
  if (pages > 1) throw new ImageRefused(found.format === 'tiff' ? 'several_pages' : 'animated')
  if (width * height > MOST_PIXELS)
    throw new ImageRefused('too_many_pixels', { width: String(width), height: String(height) })
  return found
}

/** Makes the public copies. Throws `ImageRefused` for what cannot be decoded whole. */
export async function makeCopies(bytes: Uint8Array): Promise<Copies> {
  const { data: large, info } = await orRefused(
    sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .timeout({ seconds: MOST_SECONDS })
      .autoOrient()
      .resize(within(LARGE))
      .toColourspace('srgb')
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true }),
  )
  return {
    large,
    thumb: await sharp(large).resize(within(THUMB)).webp({ quality: 75 }).toBuffer(),
    print: await sharp(large)
      .resize(within(PRINT))
      .flatten({ background: 'white' })
      .jpeg({ quality: 82 })
      .toBuffer(),
    width: info.width,
    height: info.height,
  }
}

/** What is to be kept of a picture's metadata, for reviewers; null where it has none. */
export function factsOf(header: Metadata, bytes: Uint8Array): ImageFacts | null {
  const { xmp, iptc, icc, density } = header
  // EXIF is a TIFF file inside another; a TIFF file is its own.
  const exif =
    header.format === 'tiff' ? Buffer.concat([Buffer.from('Exif\0\0'), bytes]) : header.exif
  const read = exif ? exifOf(exif) : null
  const metadata = {
    ...(read && { exif: plain(read) as Record<string, unknown> }),
    ...(header.exif && !read && { exifBytes: header.exif.byteLength }),
    ...(xmp && { xmpBytes: xmp.byteLength }),
    ...(iptc && { iptcBytes: iptc.byteLength }),
    ...(icc && { iccBytes: icc.byteLength }),
    ...(density && { density }),
  }
  if (!exif && !xmp && !iptc) return null
  const { GPSLatitude, GPSLatitudeRef, GPSLongitude, GPSLongitudeRef } = read?.GPSInfo ?? {}
  const lat = degrees(GPSLatitude, GPSLatitudeRef === 'S', 90)
  const lon = degrees(GPSLongitude, GPSLongitudeRef === 'W', 180)
  const isPlace = lat !== null && lon !== null
  return { metadata, lat: isPlace ? lat : null, lon: isPlace ? lon : null }
}

function within(side: number) {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true } as const
}

async function orRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    throw new ImageRefused(
      /timeout/i.test(said)
        ? 'too_slow'
        : /premature|truncat|too short|end of|Read Error/i.test(said)
          ? 'truncated'
          : 'unreadable',
    )
  }
}

function exifOf(bytes: Buffer): Exif | null {
  try {
    return readExif(bytes)
  } catch {
    return null
  }
}

/** Values that JSON holds and a page can show; makers' own blocks are left in the original. */
function plain(value: unknown, depth = 0): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (typeof value === 'string')
    return value
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 500)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.slice(0, 16).map((one) => plain(one, depth + 1))
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || depth > 3)
    return null
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 200)
      .map(([name, one]) => [name, plain(one, depth + 1)])
      .filter(([, one]) => one !== null),
  )
}

/** Degrees, minutes and seconds as one number; null where they are none or beyond `most`. */
function degrees(parts: unknown, isNegative: boolean, most: number): number | null {
  if (!Array.isArray(parts) || parts.length !== 3) return null
  const [whole, minutes, seconds] = parts.map(Number)
  const found = (whole ?? 0) + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600
  if (!Number.isFinite(found) || found > most) return null
  return Number((isNegative ? -found : found).toFixed(6))
}
