import type { Say } from '../../../../components/say'
import { FlagMark, StatusMark } from '../../../../components/status-mark'
import type { FlagWord, Mark, Text } from '../../../exports/document'
import styles from './report.module.css'
import { OneRun } from './words'

/** A status as shape, colour and word, in every language of the report. */
export function Status({ mark, say, size }: { mark: Mark; say: Say; size?: 'large' }) {
  return (
    <span className={styles.mark}>
      <StatusMark say={say} headline={mark.headline} size={size} />
      <Others text={mark.status} say={say} />
    </span>
  )
}

/** Flags as shapes and words, in every language of the report. */
export function Flags({ flags, say }: { flags: FlagWord[]; say: Say }) {
  return flags.map(({ flag, label }) => (
    <span key={flag} className={styles.mark}>
      <FlagMark say={say} flag={flag} />
      <Others text={label} say={say} />
    </span>
  ))
}

function Others({ text, say }: { text: Text; say: Say }) {
  return text
    .filter((run) => run.lang !== say.lang)
    .map((run) => (
      <span key={run.lang} className="quiet">
        <OneRun run={run} say={say} />
      </span>
    ))
}
