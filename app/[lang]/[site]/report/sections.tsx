import type { Say } from '../../../../components/say'
import type { Doc, EventLine } from '../../../exports/document'
import { Flags, Status } from './marks'
import styles from './report.module.css'
import { Cited, Lines, OneRun, ownFirst, Prose, Word, Words } from './words'

type Props = { doc: Doc; say: Say }

/** Site, both dates, the pin with its head, what the report covers, and its permanent address. */
export function TitleBlock({ doc, say }: Props) {
  const names = ownFirst(doc.site, say)
  return (
    <header className={styles.title}>
      <p className={styles.kicker}>
        <Word doc={doc} name="title" say={say} />
      </p>
      <h2>
        {names.map((run) => (
          <span key={run.lang}>
            <OneRun run={run} say={say} />{' '}
          </span>
        ))}
      </h2>
      <dl className={styles.facts}>
        {doc.facts.map(({ label, value }) => (
          <div key={label[0]?.text}>
            <dt>
              <Words text={label} say={say} />
            </dt>
            <dd>
              <Lines text={value} say={say} />
            </dd>
          </div>
        ))}
        <div>
          <dt>
            <Word doc={doc} name="facts.permalink" say={say} />
          </dt>
          <dd>
            <a href={doc.permalink} dir="ltr">
              {doc.permalink}
            </a>
          </dd>
        </div>
      </dl>
    </header>
  )
}

/** What a reader must know before the figures. */
export function Caveats({ doc, say }: Props) {
  return (
    <aside className={styles.caveats} aria-labelledby="caveats">
      <h2 id="caveats">
        <Word doc={doc} name="caveats.title" say={say} />
      </h2>
      <ul>
        {doc.caveats.map((text) => (
          <li key={text[0]?.text}>
            <Prose text={text} say={say} />
          </li>
        ))}
      </ul>
    </aside>
  )
}

/** Counts by headline, with a bar each, and the flags. */
export function Summary({ doc, say }: Props) {
  const { summary } = doc
  const most = Math.max(1, ...summary.headlines.map((h) => h.count))
  return (
    <section>
      <h2>
        <Word doc={doc} name="summary.title" say={say} />
      </h2>
      <Prose text={summary.lead} say={say} />
      <table className={styles.counts}>
        <tbody>
          {summary.headlines.map((line) => (
            <tr key={line.headline}>
              <th scope="row">
                <Status mark={line} say={say} />
              </th>
              <td>{line.count}</td>
              <td>
                <svg
                  viewBox="0 0 100 4"
                  preserveAspectRatio="none"
                  className={styles.bar}
                  data-headline={line.headline}
                  aria-hidden="true"
                  focusable="false"
                >
                  <rect width={(100 * line.count) / most} height="4" fill="currentColor" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.plain}>
        {[...summary.flags.map((f) => f.said), ...summary.remarks].map((text) => (
          <li key={text[0]?.text}>
            <Prose text={text} say={say} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What happened at the site as a whole. */
export function Timeline({ doc, say }: Props) {
  return (
    <section>
      <h2>
        <Word doc={doc} name="timeline.title" say={say} />
      </h2>
      {doc.timeline.length > 0 ? (
        <EventTable doc={doc} events={doc.timeline} say={say} />
      ) : (
        <Prose text={doc.labels['timeline.none'] ?? []} say={say} />
      )}
    </section>
  )
}

/** Dated happenings with how well they are attested. */
export function EventTable({ doc, events, say }: Props & { events: EventLine[] }) {
  const hasSources = doc.sections.includes('sources')
  return (
    <table>
      <thead>
        <tr>
          {['date', 'what', ...(hasSources ? ['sources'] : [])].map((key) => (
            <th key={key} scope="col">
              <Word doc={doc} name={`timeline.${key}`} say={say} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {events.map((e) => (
          <tr key={`${e.date[0]?.text} ${e.what[0]?.text}`}>
            <td>
              <Lines text={e.date} say={say} />
            </td>
            <td>
              <Lines text={e.what} say={say} />
              <p className="quiet">
                <Words text={[...e.kind, ...e.certainty]} say={say} />
              </p>
            </td>
            <Cited doc={doc} numbers={e.refs} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The factors that UNESCO names for the whole property. */
export function Factors({ doc, say }: Props) {
  if (doc.factors.length === 0) return null
  const hasSources = doc.sections.includes('sources')
  return (
    <section>
      <h2>
        <Word doc={doc} name="factors.title" say={say} />
      </h2>
      <Prose text={doc.labels['factors.lead'] ?? []} say={say} />
      <table>
        <thead>
          <tr>
            {[
              'factors.factor',
              'factors.period',
              'factors.probability',
              ...(hasSources ? ['timeline.sources'] : []),
            ].map((key) => (
              <th key={key} scope="col">
                <Word doc={doc} name={key} say={say} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {doc.factors.map((f) => (
            <tr key={`${f.factor[0]?.text} ${f.period[0]?.text}`}>
              <td>
                <Lines text={f.factor} say={say} />
              </td>
              <td>
                <Lines text={f.period} say={say} />
              </td>
              <td>
                <Lines text={f.probability} say={say} />
                {f.judged.map((text) => (
                  <p key={text[0]?.text} className="quiet">
                    <Words text={text} say={say} />
                  </p>
                ))}
              </td>
              <Cited doc={doc} numbers={f.refs} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** One row for each monument of the view. */
export function RegisterTable({ doc, say }: Props) {
  const hasSources = doc.sections.includes('sources')
  return (
    <section>
      <h2>
        <Word doc={doc} name="register.title" say={say} />
      </h2>
      {doc.register.length === 0 ? (
        <p>
          <Word doc={doc} name="register.none" say={say} />
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              {['monument', 'status', 'since', 'looked', ...(hasSources ? ['sources'] : [])].map(
                (key) => (
                  <th key={key} scope="col">
                    <Word doc={doc} name={`register.${key}`} say={say} />
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {doc.register.map((m) => (
              <tr key={m.id}>
                <th scope="row">
                  <a href={m.url ?? `#sheet-${m.id}`}>
                    <Words text={ownFirst(m.names, say)} say={say} />
                  </a>
                  <p className="quiet">
                    <Words text={m.kind} say={say} />
                  </p>
                </th>
                <td>
                  <Status mark={m} say={say} />
                  {m.possibly && (
                    <p>
                      <Words text={m.possibly} say={say} />
                    </p>
                  )}
                  {m.standing && (
                    <p className="quiet">
                      <Lines text={m.standing} say={say} />
                    </p>
                  )}
                  {m.threats.map((text) => (
                    <p key={text[0]?.text} className="quiet">
                      <Lines text={text} say={say} />
                    </p>
                  ))}
                  {m.flags.length > 0 && (
                    <p>
                      <Flags flags={m.flags} say={say} />
                    </p>
                  )}
                </td>
                <td>
                  <Lines text={m.since} say={say} />
                  {m.basis.map((text) => (
                    <p key={text[0]?.text} className="quiet">
                      <Lines text={text} say={say} />
                    </p>
                  ))}
                </td>
                <td>
                  <Lines text={m.looked} say={say} />
                  {m.how && (
                    <p className="quiet">
                      <Lines text={m.how} say={say} />
                    </p>
                  )}
                </td>
                <Cited doc={doc} numbers={m.refs} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
