import { Feed } from 'feed'
import type { Say } from '../../components/say'
import { href } from '../../db/domain/filter'
import { shownIn } from '../../db/domain/retyped'
import type { RecentChanges } from '../../db/queries/changes'
import type { SaveEntry } from '../../db/queries/history'
import { feedPath } from '../_alternates'
import { escapeMarkup } from './safe-text'
import { groupInWords, recordInWords } from './saves-in-words'

/**
 * Recent changes as an Atom feed (RFC 4287). An entry is a save: its id is the address of the page as it stood then,
 * which never changes, and its text says what was done to which records. Names of editors are never in it.
 */
export function changesAtom(
  say: Say,
  { siteName, name, saves, place }: Pick<RecentChanges, 'siteName' | 'name' | 'saves' | 'place'>,
  { origin, siteSlug, filter }: { origin: string; siteSlug: string; filter: URLSearchParams },
): string {
  const { t, lang } = say
  const page = `${origin}/${lang}/${siteSlug}`
  // A filtered feed goes with the filtered register.
  const list =
    filter.size > 0
      ? href(page, filter)
      : href(`${page}/changes`, new URLSearchParams(place === null ? [] : [['monument', place]]))
  const feed = new Feed({
    id: list,
    // Feed readers take titles and texts for HTML.
    title: escapeMarkup(t('history.feed.title', { name: shownIn(name ?? siteName, say.lang) })),
    link: list,
    language: lang,
    updated: new Date(saves[0]?.at ?? 0),
    copyright: 'CC BY 4.0',
    generator: 'Tadmor',
    author: { name: t('history.feed.author') },
    feedLinks: { atom: `${origin}${feedPath(lang, siteSlug, place, filter)}` },
  })
  for (const save of saves) {
    const address =
      place === null
        ? `${page}?rev=${save.rev}`
        : `${page}/${encodeURIComponent(place)}@${save.rev}`
    feed.addItem({
      id: address,
      link: address,
      title: escapeMarkup(t('history.feed.entry', { rev: save.rev, what: summary(say, save) })),
      date: new Date(save.at),
      published: new Date(save.at),
      description: escapeMarkup(save.reason ?? ''),
      content: content(say, save),
    })
  }
  return feed.atom1().replace('<feed ', `<feed xml:lang="${lang}" `)
}

function summary(say: Say, { groups }: SaveEntry): string {
  return groups.map((group) => groupInWords(say, group)).join(say.t('monument.listSeparator'))
}

/** The reason and the records by name, as the little HTML that feed readers show. */
function content(say: Say, { reason, groups }: SaveEntry): string {
  const items = groups.map((group) => {
    const names = group.records.map((r) => escapeMarkup(recordInWords(say, r))).filter(Boolean)
    return `<li>${escapeMarkup(groupInWords(say, group))}${names.map((name) => `<br>${name}`).join('')}</li>`
  })
  return `${reason ? `<p>${escapeMarkup(reason)}</p>` : ''}<ul>${items.join('')}</ul>`
}
