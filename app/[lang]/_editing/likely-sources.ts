import type { Reader } from '../../../db/domain/policy'
import type { Lang } from '../../../db/domain/vocabulary'
import { likelySources } from '../../../db/queries/likely-sources'
import type { Db } from '../../../db/store/store'
import { sayIn } from '../../_i18n'
import { clip } from './options'

/** A source in the register that may be the one being entered, with the way to it and why it may be. */
export type LikelyShown = { id: string; href: string; label: string; why: string }

type Described = { title: string | null; url: string | null; archiveUrl?: string | null }

/** The sources that may be the same as one described, ready to be shown. */
export async function likelyShown(
  db: Db,
  reader: Reader,
  lang: Lang,
  described: Described,
): Promise<LikelyShown[]> {
  const { t } = sayIn(lang)
  return (await likelySources(db, reader, described)).map(({ source, by }) => ({
    id: source.id,
    href: `/${lang}/sources/${encodeURIComponent(source.id)}`,
    label: clip([source.title, source.publisher, source.published].filter(Boolean).join(' · ')),
    why: t(by === 'address' ? 'library.likely.address' : 'library.likely.name'),
  }))
}

/** Those of them that whoever fills in the form has not been shown yet: once they have, it is for them to judge. */
export async function unseenLikely(
  db: Db,
  reader: Reader,
  lang: Lang,
  described: Described,
  seen: readonly string[],
): Promise<LikelyShown[]> {
  const likely = await likelyShown(db, reader, lang, described)
  return likely.every(({ id }) => seen.includes(id)) ? [] : likely
}
