import { setImmediate as breathe } from 'node:timers/promises'
import { type Report, statusReport } from '../../db/queries/report'
import { readImageFile } from '../../db/store/images/files'
import { imagesFolder } from '../../db/store/open'
import type { Asked } from './answer'
import { reportPhotos } from './document-photos'
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
  const photos = layout.sections.includes('sheets') ? await photosFor(report) : new Map()
  return reportPdf(report, { ...layout, photos })
}

/** The copies of its pictures that were made for print. */
async function photosFor(report: Report): Promise<Map<string, Uint8Array>> {
  const photos = new Map<string, Uint8Array>()
  for (const image of reportPhotos(report)) {
    const bytes = await readImageFile(imagesFolder(), image, 'print')
    if (bytes) photos.set(image.sha256, bytes)
  }
  return photos
}
