import type { ViewProblem } from '../../db/domain/filter'
import { AskedProblems } from '../asked-problems'
import { DayField } from '../day-field'
import type { Say } from '../say'
import styles from './compare.module.css'

type Props = {
  say: Say
  path: string
  /** What stands in the address for each field, also where it cannot be used. */
  typed: Record<'from' | 'to' | 'knownAt', string>
  problems: ViewProblem[]
  rev: number | null
}

/** The two dates to compare, as a plain GET form; what was typed wrongly comes back with its error. */
export function PeriodForm({ say: { t }, path, typed, problems, rev }: Props) {
  const told = problems.map(({ param, value, code }) => ({
    param,
    field: `period-${param}`,
    code,
    told: t(`common.problems.${code}`, { param: t(`compare.form.${param}`), value }),
  }))
  return (
    <>
      <AskedProblems title={t('compare.problem')} problems={told} />
      <form method="get" action={path} className={styles.form} aria-label={t('compare.form.label')}>
        {rev !== null && <input type="hidden" name="rev" value={rev} />}
        {(['from', 'to', 'knownAt'] as const).map((name) => (
          <DayField
            key={name}
            id={`period-${name}`}
            name={name}
            label={t(`compare.form.${name}`)}
            hint={name === 'from' ? undefined : t(`compare.form.${name}Hint`)}
            typed={typed[name]}
            problem={told.find((p) => p.param === name)}
          />
        ))}
        <button type="submit">{t('compare.form.apply')}</button>
      </form>
    </>
  )
}
