import { env } from '../../../../../db/cli/env'
import { NOBODY } from '../../../../../db/domain/policy'
import { VERDICTS } from '../../../../../db/import-schema'
import { findImport, importRows } from '../../../../../db/queries/imports'
import { store } from '../../../../../db/store/open'
import { FILE_POLICY, usualHeaders } from '../../../../_headers'
import { isLang, sayIn } from '../../../../_i18n'
import { readerAt } from '../../../../_session'
import { reasonInWords } from '../../../../[lang]/[site]/import/reasons'
import { csv } from '../../../../exports/csv'
import { streamOf } from '../../../../exports/stream'
import type { Column } from '../../../../exports/table'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ site: string; import: string }> }
type Problem = {
  row: number
  column: string | null
  reason: string
  value: string
  verdict: string
}

/** Everything of an import's file that cannot be taken, with row, column and reason, as CSV; 404 for who may not see it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { site, import: id } = await params
  const reader = (await readerAt({ site: decodeURIComponent(site) })) ?? NOBODY
  const run = await findImport(store().db, reader, id)
  const headers = new Headers(usualHeaders(env().publicOrigin.startsWith('https:')))
  headers.set('Content-Security-Policy', FILE_POLICY)
  headers.set('Cache-Control', 'no-store')
  if (run === null) return new Response(null, { status: 404, headers })
  const given = new URL(request.url).searchParams.get('lang') ?? ''
  const say = sayIn(isLang(given) ? given : 'en')
  const columns: Column<Problem>[] = [
    [say.t('importing.csv.row'), (p) => p.row],
    [say.t('importing.csv.column'), (p) => p.column],
    [say.t('importing.csv.reason'), (p) => reasonInWords(say, p.reason)],
    [say.t('importing.csv.value'), (p) => p.value],
    [say.t('importing.csv.verdict'), (p) => say.t(`importing.run.verdicts.${p.verdict}`)],
  ]
  headers.set('Content-Type', 'text/csv; charset=utf-8')
  headers.set('Content-Disposition', `attachment; filename="import-problems.csv"`)
  return new Response(await streamOf(csv(problemsOf(run), columns)), { headers })
}

async function* problemsOf(run: { id: string }): AsyncGenerator<Problem[]> {
  for (let after = 0; ; ) {
    const rows = await importRows(store().db, run, { verdicts: VERDICTS, after, problems: true })
    yield rows.flatMap(({ row, verdict, problems }) =>
      problems.map(({ column, reason, value }) => ({ row, column, reason, value, verdict })),
    )
    const last = rows.at(-1)
    if (!last) return
    after = last.row
  }
}
