import type { Say } from '../say'

/** A moment, to the minute: `2026-11-24 13:28 UTC`. */
export function When({ say: { t }, at }: { say: Say; at: string }) {
  return (
    <time dateTime={at}>
      <bdi>{t('desk.steps.at', { at: at.slice(0, 16).replace('T', ' ') })}</bdi>
    </time>
  )
}
