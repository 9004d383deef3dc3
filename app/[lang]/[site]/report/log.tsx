import type { Say } from '../../../../components/say'
import type { Doc } from '../../../exports/document'
import styles from './report.module.css'
import { Columns, Prose, Words } from './words'

type Props = { doc: Doc; say: Say }

/** The saves behind the report: when, why and what. */
export function LogView({ doc: { log }, say }: Props) {
  if (!log) return null
  return (
    <section>
      <h2>
        <Words text={log.title} say={say} />
      </h2>
      <Prose text={log.lead} say={say} />
      {log.none ? (
        <Prose text={log.none} say={say} />
      ) : (
        <table>
          <Columns columns={log.columns} say={say} />
          <tbody>
            {log.lines.map((line) => (
              <tr key={line.rev}>
                <td>
                  <a href={line.url}>{line.rev}</a>
                </td>
                <td>
                  <bdi>{line.at}</bdi>
                </td>
                <td>
                  {line.reason && <Words text={line.reason} say={say} />}
                  {line.what.map((text) => (
                    <p key={text[0]?.text} className="quiet">
                      <Words text={text} say={say} />
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <Words text={log.more} say={say} />{' '}
        <a href={log.url} dir="ltr" className={styles.address}>
          {log.url}
        </a>
      </p>
    </section>
  )
}

/** What the report can be checked against, and how. */
export function AuditView({ doc: { audit }, say }: Props) {
  return (
    <section>
      <h2>
        <Words text={audit.title} say={say} />
      </h2>
      <Prose text={audit.lead} say={say} />
      <dl className={styles.facts}>
        {audit.facts.map(({ label, value, url }) => (
          <div key={label[0]?.text}>
            <dt>
              <Words text={label} say={say} />
            </dt>
            <dd>
              {url ? (
                <a href={url} dir="ltr">
                  {url}
                </a>
              ) : (
                <Words text={value} say={say} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Prose text={audit.check} say={say} />
      <p>
        <code dir="ltr" lang="en" className={styles.address}>
          {audit.command}
        </code>
      </p>
      <Prose text={audit.result} say={say} />
    </section>
  )
}
