import type { ViewProblem } from '../db/domain/filter'
import styles from './asked.module.css'

type Props = {
  id: string
  name: string
  label: string
  hint?: string | undefined
  /** What stands in the address, also where it cannot be used. */
  typed: string
  problem?: { code: ViewProblem['code']; told: string } | undefined
}

/** A day in a GET form; what was typed wrongly comes back with its error. */
export function DayField({ id, name, label, hint, typed, problem }: Props) {
  // A date field cannot show what is not a date.
  const isDay = !problem || problem.code === 'reversed' || problem.code === 'future'
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="quiet">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-error`} className={styles.error}>
          {problem.told}
        </p>
      )}
      <input
        id={id}
        name={name}
        type={isDay ? 'date' : 'text'}
        dir={isDay ? undefined : 'ltr'}
        defaultValue={typed}
        aria-invalid={problem ? true : undefined}
        aria-describedby={
          [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ') || undefined
        }
      />
    </div>
  )
}
