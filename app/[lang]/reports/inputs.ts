import type { Say } from '../../../components/say'
import { parseDay } from '../../../db/domain/dates'
import { SINCE_PARAM } from '../../../db/domain/period'
import { readReportAddress } from '../../../db/domain/report-address'
import type { FrozenBrief } from '../../../db/queries/frozen'
import { reportsFolder, store } from '../../../db/store/open'
import { conditionsInWords } from '../../exports/document-title'
import { isSurelyOpen, type Standing, standingOf } from '../../exports/frozen/standing'
import { REPORT_LANGS } from '../../exports/permalink'

/** What a frozen report was made from, in words. */
export function inputsOf(say: Say, { address, title }: Pick<FrozenBrief, 'address' | 'title'>) {
  const { site, view } = readReportAddress(address)
  const params = new URL(address, 'http://localhost').searchParams
  const since = parseDay(params.get(SINCE_PARAM) ?? '')
  const lang = REPORT_LANGS.find((l) => l === params.get('lang')) ?? 'en'
  const [conditions, sorted] = conditionsInWords(view, say)
  return {
    site,
    title,
    view,
    asOf: say.day(view.asOf),
    knownAt: say.day(view.knownAt),
    since: since === null ? null : say.day(since),
    lang: say.t(`frozen.langs.${lang}`),
    filter: [...conditions, sorted],
  }
}

type Asked = Pick<FrozenBrief, 'id' | 'audience' | 'atRev'>

/** The standing of a frozen report under the redaction of this moment. */
export function standingNow(report: Asked): Promise<Standing> {
  return standingOf(context(), report)
}

/** Whether it is surely shown; quick, for lists. */
export function isOpenNow(report: Asked): Promise<boolean> {
  return isSurelyOpen(context(), report)
}

function context() {
  return { store: store(), folder: reportsFolder(), now: new Date().toISOString() }
}
