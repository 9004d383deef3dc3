import { DomainError } from '../../db/domain/errors'
import { type Reader, visibleTo } from '../../db/domain/policy'
import { findFrozen } from '../../db/queries/frozen'
import { hashOf, readKept } from '../../db/store/blobs'
import type { FrozenRow } from '../../db/store/report-chain'
import type { Store } from '../../db/store/store'
import { log } from '../_log'
import { cachingFor, matches, plainText, sentences } from './answer'
import { frozenAddress, frozenFile } from './frozen/address'
import { standingOf } from './frozen/standing'

type Asked = {
  store: Store
  folder: string
  reader: Reader
  origin: string
  now: string
  request: Request
  /** The last part of the address: the id and the ending. */
  file: string
}

/**
 * Answers a request for a frozen file: its bytes with their hash as ETag and digest (RFC 9530); 304 to who has them; 410
 * with the address of its successor (RFC 5829) where it may no longer be shown; 404. Asked about each time, since what
 * never changes may still be withheld one day. Bytes that lost their hash are never handed out.
 */
export async function answerFrozen(asked: Asked): Promise<Response> {
  const { store, folder, reader, request } = asked
  try {
    const row = await findFrozen(store.db, reader, asked.file.replace(/\.\w+$/, ''))
    if (frozenFile(row) !== `/exports/reports/${asked.file}`) throw new DomainError('not_found')
    const standing = await standingOf(asked, row)
    if (!standing.isOpen && visibleTo(reader).audience === 'public')
      return gone(standing.successor && (await findFrozen(store.db, reader, standing.successor)))
    const headers = { ...cachingFor(reader), ETag: `"${row.sha256}"` }
    if (matches(request.headers.get('if-none-match'), headers.ETag))
      return new Response(null, { status: 304, headers })
    const bytes = await readKept(folder, row.sha256)
    if (bytes === null || hashOf(bytes) !== row.sha256) return damaged(row)
    return new Response(bytes, {
      headers: {
        ...headers,
        'Content-Type': row.mime,
        'Content-Disposition': `attachment; filename="${row.name}"`,
        'Repr-Digest': `sha-256=:${Buffer.from(row.sha256, 'hex').toString('base64')}:`,
        Link: `<${frozenAddress(asked.origin, row)}>; rel="describedby"`,
      },
    })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    return plainText(404, sentences('both', 'errors.not_found'))
  }
}

function gone(successor: FrozenRow | null | ''): Response {
  if (!successor) return plainText(410, sentences('both', 'frozen.gone.file'))
  const address = frozenFile(successor)
  const response = plainText(410, `${sentences('both', 'frozen.gone.fileReplaced')}\n${address}`)
  response.headers.set('Link', `<${address}>; rel="successor-version"`)
  return response
}

function damaged(row: FrozenRow): Response {
  log().error({ report: row.id }, 'a frozen file has lost its bytes')
  return plainText(500, sentences('both', 'frozen.damaged'))
}
