import { env } from '../../../db/cli/env'
import { DomainError } from '../../../db/domain/errors'
import { FILE_MOST } from '../../../db/import/limits'
import { requireSite } from '../../../db/queries/sites'
import { putBlob } from '../../../db/store/blobs'
import { importsFolder, store } from '../../../db/store/open'
import { admit } from '../../_admit'
import { FILE_POLICY, usualHeaders } from '../../_headers'
import { isLang } from '../../_i18n'
import { logBug } from '../../_log'
import { fileOfForm } from '../multipart'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ site: string }> }

/** Neither letters that nobody sees nor what a path is made of may stand in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point.
const NOT_IN_NAMES = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF<>/\\]/g

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
    answer(303, `/${lang}/${encodeURIComponent(slug)}/import?${new URLSearchParams(query)}`)
  try {
    const limit = { most: 20, minutes: 10 }
    const reader = await admit('send-import', 'record', limit, { site: slug })
    await requireSite(store().db, reader, slug, null)
    const file = await fileOfForm(request)
    if (file === null) return back({ problem: 'none' })
    const kept = await putBlob(importsFolder(), file.bytes, { most: FILE_MOST })
    if (kept.size === 0) return back({ problem: 'none' })
    const name = Buffer.from(file.name, 'utf8').toString('utf8').replace(NOT_IN_NAMES, '').trim()
    return back({ kept: kept.sha256, name: name.slice(-120) || 'file' })
  } catch (error) {
    if (!(error instanceof DomainError)) logBug(error, 'send-import')
    return back({ problem: PROBLEMS[(error as { code?: string }).code ?? ''] ?? 'broken' })
  }
}

/** There is nothing to read; Next's own answer would not say that it may not be kept. */
export function GET(): Response {
  const refused = answer(405, null)
  refused.headers.set('Allow', 'POST')
  return refused
}

const PROBLEMS: Record<string, string> = {
  not_found: 'refused',
  forbidden: 'refused',
  too_many: 'many',
  too_large: 'large',
  disk_full: 'full',
}

function answer(status: number, location: string | null): Response {
  const headers = new Headers(usualHeaders(env().publicOrigin.startsWith('https:')))
  headers.set('Content-Security-Policy', FILE_POLICY)
  headers.set('Cache-Control', 'no-store')
  if (location !== null) headers.set('Location', location)
  return new Response(null, { status, headers })
}
