import type { ViewProblem } from '../db/domain/filter'
import styles from './notice.module.css'
import type { Say } from './say'

type Props = {
  say: Say
  problems: ViewProblem[]
  /** What the page shows in spite of it; by default everything, as of today. */
  shown?: string
}

/** What was wrong with the address, parameter by parameter. */
export function Problems({ say: { t }, problems, shown = t('common.problems.shown') }: Props) {
  if (problems.length === 0) return null
  return (
    <section className={styles.problem} role="alert" aria-labelledby="problems">
      <h2 id="problems">{t('common.problems.title')}</h2>
      <ul>
        {problems.map((p) => (
          <li key={`${p.param}=${p.value} ${p.code}`}>
            {t(`common.problems.${p.code}`, { param: p.param, value: p.value })}
          </li>
        ))}
      </ul>
      <p>{shown}</p>
    </section>
  )
}

/** Says that a save was accepted and as which revision. */
export function Saved({ say: { t }, rev }: { say: Say; rev: number | null }) {
  if (rev === null) return null
  return (
    <p className={styles.saved} role="status">
      {t('common.saved', { rev })}
    </p>
  )
}
