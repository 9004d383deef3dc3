import type { ViewProblem } from '../../db/domain/filter'
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
  const tell = (p: ViewProblem) =>
    t(`common.problems.${p.code}`, { param: t(`compare.form.${p.param}`), value: p.value })
  return (
    <>
      {problems.length > 0 && (
        <section className={styles.problem} role="alert" aria-labelledby="problem">
          <h2 id="problem">{t('compare.problem')}</h2>
          <ul>
            {problems.map((p) => (
              <li key={p.param}>
                <a href={`#period-${p.param}`}>{tell(p)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form method="get" action={path} className={styles.form} aria-label={t('compare.form.label')}>
        {rev !== null && <input type="hidden" name="rev" value={rev} />}
        {(['from', 'to', 'knownAt'] as const).map((name) => {
          const problem = problems.find((p) => p.param === name)
          const id = `period-${name}`
          // A date field cannot show what is not a date.
          const isDay = !problem || problem.code === 'reversed' || problem.code === 'future'
          return (
            <div key={name} className={styles.field}>
              <label htmlFor={id}>{t(`compare.form.${name}`)}</label>
              {name !== 'from' && (
                <p id={`${id}-hint`} className="quiet">
                  {t(`compare.form.${name}Hint`)}
                </p>
              )}
              {problem && (
                <p id={`${id}-error`} className={styles.error}>
                  {tell(problem)}
                </p>
              )}
              <input
                id={id}
                name={name}
                type={isDay ? 'date' : 'text'}
                dir={isDay ? undefined : 'ltr'}
                defaultValue={typed[name]}
                aria-invalid={problem ? true : undefined}
                aria-describedby={
                  [name !== 'from' && `${id}-hint`, problem && `${id}-error`]
                    .filter(Boolean)
                    .join(' ') || undefined
                }
              />
            </div>
          )
        })}
        <button type="submit">{t('compare.form.apply')}</button>
      </form>
    </>
  )
}
