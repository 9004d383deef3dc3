import { readFileSync } from 'node:fs'
import { z } from 'zod'
import * as shapes from './shapes'

/** Every data file of the Palmyra seed, parsed. Throws with the file and the place when one does not fit its shape. */
export function readPalmyra() {
  return {
    sources: read('sources', shapes.sourcesFile),
    site: read('site', shapes.siteFile),
    monuments: read('monuments', shapes.monumentsFile),
    events: read('events', shapes.eventsFile),
    questions: read('questions', shapes.questionsFile),
    article: read('article', shapes.articleFile),
    assessments: read('assessments', shapes.assessmentsFile),
    threats: read('threats', shapes.threatsFile),
    notes: read('notes', shapes.notesFile),
    arabic: read('arabic', z.record(z.string(), z.string().min(1))),
  }
}
export type PalmyraFiles = ReturnType<typeof readPalmyra>

function read<T extends z.ZodType>(name: string, shape: T): z.infer<T> {
  const text = readFileSync(new URL(`./palmyra/${name}.json`, import.meta.url), 'utf8')
  const parsed = shape.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new Error(`db/seed/palmyra/${name}.json: ${z.prettifyError(parsed.error)}`)
}
