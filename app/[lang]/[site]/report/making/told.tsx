import type { Say } from '../../../../../components/say'
import type { Watching } from '../../../../exports/report-bytes'
import styles from './making.module.css'

type Props = { say: Say; found: Watching; file: string; again: string }

/** The state of a report that is being made, in words and as a bar; the way to it, or to another try. */
export function Told({ say: { t }, found, file, again }: Props) {
  if (found.state === 'ready')
    return (
      <div role="status">
        <p>{t('making.ready')}</p>
        <a className="button" href={file}>
          {t('making.download')}
        </a>
      </div>
    )
  if (found.state === 'failed')
    return (
      <div role="alert">
        <p>{t(`making.${WHY[found.reason]}`)}</p>
        <a className="button" href={again}>
          {t('making.again')}
        </a>
      </div>
    )
  const { ahead = 0, stage = null, secondsLeft = null } = found.progress ?? {}
  const isReading = stage?.stage === 'reading'
  return (
    <div role="status">
      <progress
        className={styles.bar}
        aria-label={t('making.bar')}
        max={stage?.of}
        value={isReading ? stage.done : undefined}
      />
      <p>
        {stage === null
          ? t('making.waiting', { ahead })
          : t(isReading ? 'making.reading' : 'making.setting', {
              done: String(stage.done),
              count: stage.of,
            })}
        {secondsLeft !== null && ` ${t('making.left', { seconds: secondsLeft })}`}
      </p>
    </div>
  )
}

const WHY = { busy: 'busy', broken: 'broken', bug: 'failed', left: 'failed' } as const
