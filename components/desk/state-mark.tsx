import type { ProposalState } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './desk.module.css'

/** Where a proposal stands: by word and shape. */
export function StateMark({ say: { t }, state }: { say: Say; state: ProposalState }) {
  return (
    <span className={styles.state} data-state={state}>
      {t(`vocab.proposalStates.${state}`)}
    </span>
  )
}
