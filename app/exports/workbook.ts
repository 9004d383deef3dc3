import type { Asked } from './answer'
import { CLAIM_COLUMNS, claimLines } from './claims-table'
import { MONUMENT_COLUMNS, monumentLines } from './monuments-table'
import { SOURCE_COLUMNS, sourceLines } from './sources-table'
import type { Piece } from './stream'
import type { Cell } from './table'
import { type Both, both, viewFacts } from './view-facts'
import { type Sheet, sheetOf, xlsx } from './xlsx'

/**
 * The view as a workbook: the three tables with typed cells, and a sheet that says what they cover and how to cite them.
 * Its time is the revision's, so that equal views make equal bytes.
 */
export function workbook(asked: Asked): AsyncIterable<Piece> {
  const named = (sheet: string) => both(({ t }) => t(`exports.sheets.${sheet}`))
  const title = (sheet: string) => `${named(sheet).en} · ${named(sheet).ar}`
  return xlsx(
    [
      sheetOf(title('monuments'), MONUMENT_COLUMNS, () => monumentLines(asked)),
      sheetOf(title('claims'), CLAIM_COLUMNS, () => claimLines(asked)),
      sheetOf(title('sources'), SOURCE_COLUMNS, () => sourceLines(asked)),
      aboutSheet(title('about'), asked),
    ],
    new Date(asked.pinned.head.at),
  )
}

function aboutSheet(name: string, asked: Asked): Sheet {
  return {
    name,
    columns: [
      { name: 'fact_en', width: 20 },
      { name: 'value_en', width: 80 },
      { name: 'fact_ar', width: 20 },
      { name: 'value_ar', width: 80 },
    ],
    async *portions() {
      const facts = await viewFacts(asked)
      const { view, head } = asked.pinned
      const line = (key: string, value: { en: Cell; ar: Cell }) => {
        const label = both(({ t }) => t(key))
        return [label.en, value.en, label.ar, value.ar]
      }
      const same = (cell: Cell) => ({ en: cell, ar: cell })
      const link = ({ en, ar }: Both) => ({ en: { href: en }, ar: { href: ar } })
      yield [
        line('exports.about.site', facts.site),
        line('report.facts.filter', facts.covers),
        line('report.facts.asOf', same({ day: view.asOf })),
        line('report.facts.knownAt', same({ day: view.knownAt })),
        line('report.facts.rev', facts.revision),
        line('report.facts.head', same(head.hash)),
        line('report.facts.permalink', link(facts.address)),
        line('exports.about.citation', facts.citation),
        ...facts.licence.map((text) => line('exports.about.licence', text)),
        line('exports.about.disclaimer', facts.disclaimer),
        ...(facts.internal ? [line('exports.about.internal', facts.internal)] : []),
      ]
    },
  }
}
