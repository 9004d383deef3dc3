import { FILE_MOST } from '../../../db/import/limits'
import { requireSite } from '../../../db/queries/sites'
import { importsFolder, store } from '../../../db/store/open'
import { admit } from '../../_admit'
import { isLang, translator } from '../../_i18n'
import { receiveFile } from '../../_receive'
import { unkept } from '../../_unkept'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ site: string }> }

/** Takes a file to import and goes back to the form that says what to do with it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const slug = decodeURIComponent((await params).site)
  const given = new URL(request.url).searchParams.get('lang') ?? ''
  const lang = isLang(given) ? given : 'en'
  return receiveFile(request, {
    action: 'send-import',
    folder: importsFolder(),
    most: FILE_MOST,
    page: `/${lang}/${encodeURIComponent(slug)}/import`,
    broken: translator(lang)('importing.problems.broken'),
    async admit() {
      const limit = { most: 20, minutes: 10 }
      const reader = await admit('send-import', 'record', limit, { site: slug })
      await requireSite(store().db, reader, slug, null)
    },
  })
}

/** There is nothing to read; Next's own answer would not say that it may not be kept. */
export function GET(): Response {
  return unkept(null, 405, { Allow: 'POST' })
}
