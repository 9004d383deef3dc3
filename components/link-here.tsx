import { clockParams, type View } from '../db/domain/filter'
import { CopyLink } from './copy-link'
import styles from './copy-link.module.css'
import type { Say } from './say'

type Clocks = Pick<View, 'asOf' | 'knownAt' | 'rev'>
type Props = {
  say: Say
  /** The clocks that the page was asked for; where all are named, its address is exact already. */
  asked: Clocks
  /** What makes the address exact: the clocks and the revision that the page settled on. */
  settled: Clocks
}

/** Copies the address of a page: as it is, which follows the register, and with its dates and revision, which does not. */
export function LinkHere({ say, asked, settled }: Props) {
  const { asOf, knownAt, rev } = asked
  const isExact = asOf !== null && knownAt !== null && rev !== null
  return (
    <span className={styles.here}>
      {!isExact && <CopyLink say={say} what="page" />}
      <CopyLink say={say} what="exact" pin={clockParams(settled)} />
    </span>
  )
}
