import type { Say } from '../say'
import styles from './history.module.css'
import { RecordLink } from './record-link'
import { SaveDetails } from './save-heading'
import type { HrefOf, SaveEntry } from './types'

type Props = {
  say: Say
  saves: SaveEntry[]
  hrefOf: HrefOf
  /** The page that the list belongs to, as it stood at a revision. */
  versionHref: (rev: number) => string
  /** Where an editor undoes a save that corrected many; null for readers. */
  undoHref?: ((rev: number) => string) | null
}

/** Saves, newest first: when, why, and which records they touched, each leading to its own history. */
export function SaveList({ say, saves, hrefOf, versionHref, undoHref }: Props) {
  const { t } = say
  return (
    <ol className={styles.saves} reversed>
      {saves.map((save) => (
        <li key={save.rev} value={save.rev}>
          <p>
            <a href={versionHref(save.rev)}>{t('common.revision', { rev: save.rev })}</a>{' '}
            <SaveDetails say={say} save={save} />
            {undoHref && isUndoable(save) && (
              <>
                {' '}
                <a href={undoHref(save.rev)}>{t('bulk.undo.link')}</a>
              </>
            )}
          </p>
          {save.isWide && <p className="quiet">{t('history.recent.wide')}</p>}
          <ul className="quiet">
            {save.groups.map((group) => (
              <li key={`${group.kind} ${group.op}`}>
                {t('history.counted', {
                  kind: t(`history.kinds.${group.kind}`),
                  count: group.count,
                  op: group.op,
                })}
                {group.records.length > 0 && (
                  <ul className={styles.records}>
                    {group.records.map((record) => (
                      <li key={record.id}>
                        <RecordLink
                          say={say}
                          record={record}
                          hrefOf={hrefOf}
                          to="history"
                          isKindKnown
                        />
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** Whether a save did nothing but correct several monuments or threats. */
function isUndoable({ groups }: SaveEntry): boolean {
  const isPlain = groups.every(
    ({ kind, op }) => op === 'corrected' && (kind === 'monument' || kind === 'threat'),
  )
  return isPlain && groups.reduce((sum, { count }) => sum + count, 0) > 1
}
