import { DomainError } from '../../../db/domain/errors'
import { FILE_MOST } from '../../../db/import/limits'
import { requireSite } from '../../../db/queries/sites'
import { putBlob } from '../../../db/store/blobs'
import { importsFolder, store } from '../../../db/store/open'
import { admit } from '../../_admit'
import { isLang } from '../../_i18n'
import { logBug } from '../../_log'
import { sentName } from '../../_sent-name'
import { unkept } from '../../_unkept'
import { fileOfForm } from '../multipart'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ site: string }> }

/**
 * Takes a file to import, writes it to the disk as it comes, and goes back to the form that says what to do with it, with
 * its SHA-256 or with what is wrong: `none`, `large`, `full`, `refused`, `many`, `broken`. Like that of copies, this route
 * is not asked for by the proxy, which would hold what is sent in memory.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const slug = decodeURIComponent((await params).site)
  const given = new URL(request.url).searchParams.get('lang') ?? ''
  const lang = isLang(given) ? given : 'en'
  const back = (query: Record<string, string>) =>
    unkept(null, 303, {
      Location: `/${lang}/${encodeURIComponent(slug)}/import?${new URLSearchParams(query)}`,
    })
  try {
    const limit = { most: 20, minutes: 10 }
    const reader = await admit('send-import', 'record', limit, { site: slug })
    await requireSite(store().db, reader, slug, null)
    const file = await fileOfForm(request)
    if (file === null) return back({ problem: 'none' })
    const kept = await putBlob(importsFolder(), file.bytes, { most: FILE_MOST })
    if (kept.size === 0) return back({ problem: 'none' })
    return back({ kept: kept.sha256, name: sentName(file.name, 'file') })
  } catch (error) {
    if (!(error instanceof DomainError)) logBug(error, 'send-import')
    return back({ problem: PROBLEMS[(error as { code?: string }).code ?? ''] ?? 'broken' })
  }
}

/** There is nothing to read; Next's own answer would not say that it may not be kept. */
export function GET(): Response {
  return unkept(null, 405, { Allow: 'POST' })
}

const PROBLEMS: Record<string, string> = {
  not_found: 'refused',
  forbidden: 'refused',
  too_many: 'many',
  too_large: 'large',
  disk_full: 'full',
}
