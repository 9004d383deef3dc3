import { href } from '../../db/domain/filter'
import type { Lang } from '../../db/domain/vocabulary'
import type { SaveEntry } from '../../db/queries/history'
import type { Report } from '../../db/queries/report'
import type { LogSection } from './document'
import { timeOf } from './document-title'
import { groupInWords, recordInWords } from './saves-in-words'
import { scriptLang, type Wording } from './wording'

/** So many records are named in one line; more are counted. */
const MOST_NAMED = 3

/** The saves behind the report as the page of recent changes and the feeds tell them: when, why and what, never who. */
export function logSection(
  { log, pinned, site }: Report,
  words: Wording,
  origin: string,
): LogSection | null {
  if (log === null) return null
  const { rev } = pinned.view
  const lang: Lang = words.langs[0] ?? 'en'
  const page = (name: string, at: number) =>
    `${origin}${href(`/${lang}/${site.slug}${name}`, new URLSearchParams({ rev: String(at) }))}`
  const { since, saves, count } = log
  const columns = ['revision', 'saved', 'what'].map((key) => words.label(`annex.log.${key}`))
  return {
    title: words.label('annex.log.title'),
    lead: words.each((say) =>
      since === null
        ? say.t('annex.log.lead', { rev: String(rev) })
        : say.t('annex.log.leadSince', { rev: String(rev), since: say.day(since) }),
    ),
    none: count === 0 ? words.label('annex.log.none') : null,
    columns,
    lines: saves.map((save) => ({
      rev: save.rev,
      url: page('', save.rev),
      at: timeOf(save.at),
      reason: save.reason ? [{ lang: scriptLang(save.reason, null), text: save.reason }] : null,
      what: whatOf(save, words),
    })),
    more:
      count > saves.length
        ? words.label('annex.log.more', { shown: saves.length, count })
        : words.label('annex.log.all'),
    url: page('/changes', rev),
  }
}

function whatOf({ groups }: SaveEntry, words: Wording): LogSection['lines'][number]['what'] {
  return groups.map((group) =>
    words.each((say) => {
      const counted = groupInWords(say, group)
      const names = group.records.map((record) => recordInWords(say, record)).filter(Boolean)
      const isNamed = names.length > 0 && names.length <= MOST_NAMED
      return isNamed ? `${counted} (${names.join('; ')})` : counted
    }),
  )
}
