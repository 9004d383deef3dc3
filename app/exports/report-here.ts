import { setImmediate as breathe } from 'node:timers/promises'
import { statusReport } from '../../db/queries/report'
import type { Asked } from './answer'
import type { Stage } from './maker/messages'
import { reportPdf } from './pdf'

/** Makes a report in this process, which stands still meanwhile; `tell` is told how far it is and may throw to stop it. */
export async function reportHere(
  { db, reader, site, pinned, since, ...layout }: Asked,
  tell: (stage: Stage) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const reading = (done: number, of: number) => tell({ stage: 'reading', done, of })
  const report = await statusReport(db, reader, site, pinned, since, reading)
  const of = report.rows.length
  tell({ stage: 'setting', done: of, of })
  await breathe()
  tell({ stage: 'setting', done: of, of })
  return reportPdf(report, layout)
}
