import type { Bilingual } from '../domain/vocabulary'
import { articleNotes, enterArticle, enterChecks } from './article'
import { ClaimBook } from './claims'
import { enterPeriods, enterSiteFacts, noteRows } from './facts'
import { readPalmyra } from './files'
import { eventRows, heldRows } from './happenings'
import { assessmentRows, constructionRows, threatRows } from './judgements'
import { placeRows } from './places'
import { questionRows } from './questions'
import { records, type SeedRecord } from './record'
import { readIn, sourceRows } from './sources'

export type { SeedRecord } from './record'

/**
 * Palmyra as records, from the data files beside this one. Pure but for reading them: the same rows with the same ids in
 * the same order every time. Throws when a file does not fit its shape, a reference leads nowhere or a text of our own
 * has no Arabic.
 */
export function palmyraRecords(): SeedRecord[] {
  const files = readPalmyra()
  const { site, monuments } = files
  const read = readIn(files.sources)
  const translate = translator(files.arabic)
  const source = sourceRows(files.sources)
  const book = new ClaimBook(source, read)

  const places = placeRows(site, monuments, translate, read)
  enterSiteFacts(site, book)
  enterPeriods(monuments, book)
  const happenings = eventRows(files.events, book, translate, read)
  enterArticle(files.article, book, read)
  const question = questionRows(site.id, files.questions, book, translate)
  enterChecks(files.article, book)
  const threats = threatRows(files.threats, book)
  const construction = constructionRows(monuments, files.assessments, book)
  const judged = assessmentRows([...files.assessments, ...construction], question, book)

  return [
    ...records('source', source),
    ...records('site', [
      {
        id: site.id,
        slug: site.slug,
        country: site.country,
        region: site.region,
        provenance: read(['whc_soc3350', 'icomos_2017', 'wiki_site']),
      },
    ]),
    ...records('monument', places.monument),
    ...records('name', places.name),
    ...records('coordinate', places.coordinate),
    ...records('identifier', places.identifier),
    ...records('event', [...happenings.event, ...heldRows(site, happenings.event)]),
    ...records('question', question),
    ...records('claim', [...book.rows.values()]),
    ...records('assessment', judged.assessment),
    ...records('threat', threats.threat),
    ...records('adoption', [...judged.adoption, ...threats.adoption]),
    ...records('note', [
      ...noteRows(site, monuments, files.notes, read),
      ...happenings.note,
      ...articleNotes(files.article),
    ]),
  ]
}

function translator(arabic: Record<string, string>) {
  return (en: string, key: string): Bilingual => {
    const ar = arabic[key]
    if (!ar) throw new Error(`db/seed/palmyra/arabic.json lacks ${key}`)
    return { en, ar }
  }
}
