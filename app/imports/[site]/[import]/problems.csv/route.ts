import { NOBODY } from '../../../../../db/domain/policy'
import { VERDICTS } from '../../../../../db/import-schema'
import { findImport, importRows } from '../../../../../db/queries/imports'
import { store } from '../../../../../db/store/open'
import { isLang, sayIn } from '../../../../_i18n'
import { readerAt } from '../../../../_session'
import { unkept } from '../../../../_unkept'
import { columnInWords, reasonInWords } from '../../../../[lang]/[site]/import/reasons'
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
  if (run === null) return unkept(null, 404)
  const given = new URL(request.url).searchParams.get('lang') ?? ''
  const say = sayIn(isLang(given) ? given : 'en')
  const columns: Column<Problem>[] = [
    [say.t('importing.csv.row'), (p) => p.row],
    [say.t('importing.csv.column'), (p) => columnInWords(say, p.column)],
    [say.t('importing.csv.reason'), (p) => reasonInWords(say, p.reason)],
    [say.t('importing.csv.value'), (p) => p.value],
    [say.t('importing.csv.verdict'), (p) => say.t(`importing.run.verdicts.${p.verdict}`)],
  ]
  return unkept(await streamOf(csv(problemsOf(run), columns)), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="import-problems.csv"',
  })
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
