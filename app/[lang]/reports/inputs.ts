import type { Say } from '../../../components/say'
import { readReportAddress } from '../../../db/domain/report-address'
import { REPORT_SECTIONS } from '../../../db/domain/report-options'
import type { FrozenBrief } from '../../../db/queries/frozen'
import { reportsFolder, store } from '../../../db/store/open'
import { conditionsInWords, sectionsInWords } from '../../exports/document-title'
import { isSurelyOpen, type Standing, standingOf } from '../../exports/frozen/standing'

/** What a frozen report was made from, in words. */
export function inputsOf(say: Say, { address, title }: Pick<FrozenBrief, 'address' | 'title'>) {
  const { site, view, options } = readReportAddress(address)
  const { since, lang, sections, paper } = options
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
    /** What it holds, where that is not everything. */
    sections: sections.length === REPORT_SECTIONS.length ? null : sectionsInWords(sections, say),
    paper: say.t(`report.builder.paper.${paper}`),
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
