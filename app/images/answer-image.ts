import { DomainError } from '../../db/domain/errors'
import { endingOf } from '../../db/domain/image-bytes'
import { can, type Reader } from '../../db/domain/policy'
import { imageToServe } from '../../db/queries/images'
import { type ImageFile, readImageFile } from '../../db/store/images/files'
import type { Row } from '../../db/store/records'
import type { Db } from '../../db/store/store'
import { FILE_POLICY } from '../_headers'
import { log } from '../_log'
import { matches, plainText, sentences } from '../exports/answer'

type Asked = {
  db: Db
  folder: string
  reader: Reader
  request: Request
  id: string
  /** The last part of the address. */
  file: string
}

/** What can be asked for by the last part of an address. */
const FILES: Record<string, ImageFile> = {
  'large.webp': 'large',
  'thumb.webp': 'thumb',
  original: 'original',
}

/**
 * Answers a request for a file of a picture: 404 to whoever may not see the picture today, whatever it was before, and
 * for the original to everybody below reviewer; 304 to who has it. A public picture may be kept by anybody but is asked
 * about each time, since it may be withheld one day; any other is not kept at all.
 */
export async function answerImage({
  db,
  folder,
  reader,
  request,
  id,
  file,
}: Asked): Promise<Response> {
  const wanted = Object.hasOwn(FILES, file) ? FILES[file] : undefined
  try {
    const image = await imageToServe(db, reader, id)
    if (!wanted || (wanted === 'original' && !can(reader, 'review')))
      throw new DomainError('not_found')
    const isOpen = image.sensitivity === 'public' && wanted !== 'original'
    const headers = headersOf(
      image,
      wanted,
      isOpen ? (reader.userId === null ? 'public' : 'private') : null,
    )
    if (isOpen && matches(request.headers.get('if-none-match'), headers.ETag ?? ''))
      return new Response(null, { status: 304, headers })
    const bytes = await readImageFile(folder, image, wanted)
    if (bytes === null || !(await isWhole(bytes, image, wanted))) return damaged(image)
    return new Response(bytes, { headers: { ...headers, 'Content-Length': String(bytes.length) } })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    return plainText(404, sentences('both', 'errors.not_found'))
  }
}

function headersOf(
  image: Row<'image'>,
  file: ImageFile,
  scope: 'public' | 'private' | null,
): Record<string, string> {
  const isOriginal = file === 'original'
  const name = `${image.id.replace(/[^\w.-]/g, '-')}.${isOriginal ? endingOf(image.originalMime) : 'webp'}`
  return {
    'Content-Type': isOriginal ? image.originalMime : 'image/webp',
    'Content-Disposition': `${isOriginal ? 'attachment' : 'inline'}; filename="${name}"`,
    'Content-Security-Policy': FILE_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': scope === null ? 'private, no-store' : `${scope}, no-cache`,
    Vary: 'Cookie',
    ...(scope !== null && { ETag: `"${image.sha256}-${file}"` }),
  }
}

/** Bytes that lost their hash are never handed out. It is counted beside the other work, since originals are large. */
async function isWhole(
  bytes: Uint8Array<ArrayBuffer>,
  image: Row<'image'>,
  file: ImageFile,
): Promise<boolean> {
  const expected = { large: image.sha256, original: image.originalSha256 }[file as 'large']
  if (expected === undefined) return true
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex') === expected
}

function damaged({ id }: Row<'image'>): Response {
  log().error({ image: id }, 'a picture has lost its bytes')
  return plainText(500, sentences('both', 'frozen.damaged'))
}
