import { Cite } from '../../../../components/record/cite'
import type { Say } from '../../../../components/say'
import type { FrozenRow } from '../../../../db/store/report-chain'
import { reportItem } from '../../../exports/cite/item'
import { inStyle } from '../../../exports/cite/library'

type Props = { say: Say; report: FrozenRow; title: string; address: string }

/** How to cite a frozen report: by its permanent address. */
export function CiteReport({ say, report, title, address }: Props) {
  const item = reportItem(say, { ...report, title }, address)
  const cited = {
    rev: report.rev,
    address,
    chicago: inStyle(item, 'chicago'),
    apa: inStyle(item, 'apa'),
    files: [],
  }
  return <Cite say={say} cited={cited} />
}
