import { at, can } from '../../db/domain/policy'
import type { Lang } from '../../db/domain/vocabulary'
import { waitingAt } from '../../db/queries/proposals'
import { requireSite } from '../../db/queries/sites'
import { store } from '../../db/store/open'
import { translator } from '../_i18n'
import { getReader } from '../_session'

/** The way to the desk of the site that a page is about, with how much waits there; for its editors. */
export async function DeskLink({ lang, site: slug }: { lang: Lang; site: string | null }) {
  const reader = await getReader()
  if (slug === null || reader.userId === null) return null
  const { db } = store()
  const { id } = await requireSite(db, reader, slug, null)
  if (!can(at(reader, id), 'record')) return null
  const count = await waitingAt(db, reader, id)
  const t = translator(lang)
  return (
    <a href={`/${lang}/${slug}/desk`} aria-label={t('desk.linkName', { count })}>
      {count === 0 ? t('desk.link') : t('desk.linkWaiting', { count })}
    </a>
  )
}
