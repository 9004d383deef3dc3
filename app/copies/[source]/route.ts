import { Readable } from 'node:stream'
import { COPY_MOST, copyTypeOf } from '../../../db/domain/copy-types'
import { DomainError } from '../../../db/domain/errors'
import { can } from '../../../db/domain/policy'
import { currentRow } from '../../../db/mutations/call'
import { openBlob } from '../../../db/store/blobs'
import { copiesFolder, store } from '../../../db/store/open'
import { admit } from '../../_admit'
import { brokenAnswer } from '../../_broken'
import { isLang, translator } from '../../_i18n'
import { receiveFile } from '../../_receive'
import { getReader } from '../../_session'
import { unkept } from '../../_unkept'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ source: string }> }

/**
 * The attached copy of a source, to editors only: always as a file to keep, whatever it is. 404 for everybody else, and
 * where there is none. The proxy is not asked for this route, since it would hold what is sent in memory.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  try {
    return await copyOf((await params).source)
  } catch (error) {
    return brokenAnswer(error, 'copy')
  }
}

async function copyOf(address: string): Promise<Response> {
  const reader = await getReader()
  const source = can(reader, 'record')
    ? await currentRow(store().db, reader, 'source', decodeURIComponent(address))
    : null
  const kept = source?.copySha256 ? await openBlob(copiesFolder(), source.copySha256) : null
  if (source === null || kept === null) return unkept(null, 404)
  const name = encodeURIComponent(source.copyName ?? 'copy').replace(/['()*]/g, escape)
  return unkept(Readable.toWeb(Readable.from(kept.bytes)) as ReadableStream, 200, {
    'Content-Type': source.copyMime ?? 'application/octet-stream',
    'Content-Length': String(kept.size),
    'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    ETag: `"${source.copySha256}"`,
  })
}

/** Takes a file and goes back to the form that attaches it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const id = decodeURIComponent((await params).source)
  const given = new URL(request.url).searchParams.get('lang') ?? ''
  const lang = isLang(given) ? given : 'en'
  return receiveFile(request, {
    action: 'send-copy',
    folder: copiesFolder(),
    most: COPY_MOST,
    page: `/${lang}/sources/${encodeURIComponent(id)}/copy`,
    broken: translator(lang)('library.copy.problems.broken'),
    isKept: (head) => copyTypeOf(head) !== null,
    async admit() {
      const reader = await admit('send-copy', 'record', { most: 20, minutes: 10 })
      if (!(await currentRow(store().db, reader, 'source', id))) throw new DomainError('not_found')
    },
  })
}
