import { SaveList } from '../history/save-list'
import type { HrefOf, SaveEntry } from '../history/types'
import type { Say } from '../say'

type Props = {
  say: Say
  saves: SaveEntry[]
  hrefOf: HrefOf
  versionHref: (rev: number) => string
  /** The monument's own record, and the changes of the site narrowed to it. */
  recordHref: string
  changesHref: string
}

/** The saves that touched this monument, each leading to the page as it stood then, and the ways to more. */
export function History({ say, recordHref, changesHref, ...list }: Props) {
  const { t } = say
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('monument.history')}</h2>
      <p className="quiet">
        <a href={recordHref}>{t('history.ofRecord')}</a> ·{' '}
        <a href={changesHref}>{t('history.changes')}</a>
      </p>
      <SaveList say={say} {...list} />
    </section>
  )
}
