import type { Say } from '../../../../components/say'
import type { FrozenRow } from '../../../../db/store/report-chain'
import styles from '../reports.module.css'

/** How anybody checks the file, and those who run the register the rest. */
export function Check({ say: { t }, report }: { say: Say; report: FrozenRow }) {
  const ways = [
    ['file', `echo "${report.sha256}  ${report.name}" | sha256sum --check`],
    ['report', `npm run report -- --id ${report.id}`],
    ['head', `npm run verify -- --head ${report.rev}:${report.head}`],
  ] as const
  return (
    <section aria-labelledby="check">
      <h2 id="check">{t('frozen.page.check')}</h2>
      {ways.map(([way, command]) => (
        <div key={way}>
          <p>{t(`frozen.check.${way}`)}</p>
          <pre className={styles.command} dir="ltr">
            <code>{command}</code>
          </pre>
        </div>
      ))}
    </section>
  )
}
