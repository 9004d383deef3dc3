import { answerExport, type Format } from './answer'
import { enterFile } from './enter'

/** The handler of a file's route, which stands below a site. */
export function fileRoute(format: Format) {
  return enterFile<{ site: string }>(
    ({ site }) => ({ site }),
    ({ store: { db }, ...entered }, request, { site: slug }) =>
      answerExport(format, { db, ...entered, request, slug }),
  )
}
