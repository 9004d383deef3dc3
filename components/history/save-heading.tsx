import { AsWritten } from '../own-text'
import type { Say } from '../say'
import type { Save } from './types'

/** When a save was made, by whom where that may be told, and why. */
export function SaveDetails({ say: { t }, save }: { say: Say; save: Save }) {
  return (
    <>
      <time dateTime={save.at}>
        <bdi>{t('history.at', { date: save.at.slice(0, 16).replace('T', ' ') })}</bdi>
      </time>
      {save.actorName && (
        <>
          {' · '}
          <bdi>{save.actorName}</bdi>
        </>
      )}
      {save.acceptedBy && <> · {t('history.acceptedBy', { name: save.acceptedBy })}</>}
      {save.reason && (
        <>
          {' · '}
          <AsWritten text={save.reason} />
        </>
      )}
    </>
  )
}
