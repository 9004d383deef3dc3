import styles from './asked.module.css'

type Props = {
  title: string
  /** What is wrong, each with the field that it leads to; null where the form has none for it. */
  problems: { field: string | null; told: string }[]
}

/** What was wrong with what a GET form asked for, with the way to each field. */
export function AskedProblems({ title, problems }: Props) {
  if (problems.length === 0) return null
  return (
    <section className={styles.problem} role="alert" aria-labelledby="problem">
      <h2 id="problem">{title}</h2>
      <ul>
        {problems.map(({ field, told }) => (
          <li key={told}>{field === null ? told : <a href={`#${field}`}>{told}</a>}</li>
        ))}
      </ul>
    </section>
  )
}
