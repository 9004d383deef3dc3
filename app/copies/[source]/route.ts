import { Readable } from 'node:stream'
import { can } from '../../../db/domain/policy'
import { currentRow } from '../../../db/mutations/call'
import { openBlob } from '../../../db/store/blobs'
import { copiesFolder, store } from '../../../db/store/open'
import { asTrouble, isTrouble } from '../../../db/store/trouble'
import { admit } from '../../_admit'
import { isLang } from '../../_i18n'
import { log, logBug } from '../../_log'
import { getReader } from '../../_session'
import { unkept } from '../../_unkept'
import { receiveCopy } from '../receive'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ source: string }> }

/**
 * The attached copy of a source, to editors only: always as a file to keep, whatever it is. 404 for everybody else, and
 * where there is none. The proxy is not asked for this route, since it would hold what is sent in memory.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const reader = await getReader()
  const { source: id } = await params
  const source = can(reader, 'record')
    ? await currentRow(store().db, reader, 'source', decodeURIComponent(id))
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

/** Takes a file and goes back to the form that attaches it, with its SHA-256 or with what is wrong. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { source: id } = await params
  const given = new URL(request.url).searchParams.get('lang') ?? ''
  const lang = isLang(given) ? given : 'en'
  const back = (query: Record<string, string>) =>
    unkept(null, 303, {
      Location: `/${lang}/sources/${encodeURIComponent(decodeURIComponent(id))}/copy?${new URLSearchParams(query)}`,
    })
  try {
    const reader = await admit('send-copy', 'record', { most: 20, minutes: 10 })
    if (!(await currentRow(store().db, reader, 'source', decodeURIComponent(id))))
      return unkept(null, 404)
    return back(await receiveCopy(request, copiesFolder()))
  } catch (error) {
    const problem = (error as { code?: string }).code
    if (problem === 'forbidden') return back({ problem: 'refused' })
    if (problem === 'too_many') return back({ problem: 'many' })
    const trouble = asTrouble(error)
    if (isTrouble(trouble)) {
      log().error({ action: 'send-copy', err: trouble.cause }, trouble.code)
      return back({ problem: trouble.code === 'disk_full' ? 'full' : 'unwritable' })
    }
    logBug(error, 'send-copy')
    return back({ problem: 'broken' })
  }
}
