import { dayOfTimestamp } from '../../db/domain/dates'
import type { Say } from '../say'

type Props = {
  say: Say
  /** What changed a monument last; null where the list is not ordered by that. */
  changed: { rev: number; at: string } | null
  /** The monument's page, without the clocks and the version. */
  path: string
}

/** When a monument was last changed in the register and by which revision, leading to its page as it stood then. */
export function ChangedOn({ say, changed, path }: Props) {
  if (!changed) return null
  const { rev, at } = changed
  return (
    <a className="quiet" href={`${path}@${rev}`}>
      <time dateTime={at}>
        {say.t('beside.changedOn', { day: say.day(dayOfTimestamp(at)), rev })}
      </time>
    </a>
  )
}
