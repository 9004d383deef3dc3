import type { Say } from '../../../../components/say'
import { FlagMark, StatusMark } from '../../../../components/status-mark'
import type { Doc, EventLine } from '../../../exports/document'
import styles from './report.module.css'
import { OneRun, ownFirst, Refs, Words } from './words'

type Props = { doc: Doc; say: Say }

/** Site, both dates, the pin with its head, what the report covers, and its permanent address. */
export function TitleBlock({ doc, say }: Props) {
  const names = ownFirst(doc.site, say)
  return (
    <header className={styles.title}>
      <p className={styles.kicker}>{say.t('report.title')}</p>
      <h1>
        {names.map((run) => (
          <span key={run.lang}>
            <OneRun run={run} say={say} />{' '}
          </span>
        ))}
      </h1>
      <dl className={styles.facts}>
        {doc.facts.map(({ label, value }) => (
          <div key={label[0]?.text}>
            <dt>
              <Words text={label} say={say} />
            </dt>
            <dd>
              <Words text={value} say={say} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{say.t('report.facts.permalink')}</dt>
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
      <h2 id="caveats">{say.t('report.caveats.title')}</h2>
      <ul>
        {doc.caveats.map((text) => (
          <li key={text[0]?.text}>
            <Words text={text} say={say} />
          </li>
        ))}
      </ul>
    </aside>
  )
}

/** Counts by headline, with a bar each, and the flags. */
export function Summary({ doc: { summary }, say }: Props) {
  const most = Math.max(1, ...summary.headlines.map((h) => h.count))
  return (
    <section>
      <h2>{say.t('report.summary.title')}</h2>
      <p>
        <Words text={summary.lead} say={say} />
      </p>
      <table className={styles.counts}>
        <tbody>
          {summary.headlines.map(({ headline, count }) => (
            <tr key={headline}>
              <th scope="row">
                <StatusMark say={say} headline={headline} />
              </th>
              <td>{count}</td>
              <td>
                <svg
                  viewBox="0 0 100 4"
                  preserveAspectRatio="none"
                  className={styles.bar}
                  data-headline={headline}
                  aria-hidden="true"
                  focusable="false"
                >
                  <rect width={(100 * count) / most} height="4" fill="currentColor" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.plain}>
        {[...summary.flags.map((f) => f.said), ...summary.remarks].map((text) => (
          <li key={text[0]?.text}>
            <Words text={text} say={say} />
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
      <h2>{say.t('report.timeline.title')}</h2>
      {doc.timeline.length > 0 ? (
        <EventTable events={doc.timeline} say={say} />
      ) : (
        <p>{say.t('report.timeline.none')}</p>
      )}
    </section>
  )
}

/** Dated happenings with how well they are attested. */
export function EventTable({ events, say }: { events: EventLine[]; say: Say }) {
  return (
    <table>
      <thead>
        <tr>
          {['date', 'what', 'sources'].map((key) => (
            <th key={key} scope="col">
              {say.t(`report.timeline.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {events.map((e) => (
          <tr key={`${e.date[0]?.text} ${e.what[0]?.text}`}>
            <td>
              <Words text={e.date} say={say} />
            </td>
            <td>
              <Words text={e.what} say={say} />
              <p className="quiet">
                <Words text={[...e.kind, ...e.certainty]} say={say} />
              </p>
            </td>
            <td>
              <Refs numbers={e.refs} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The factors that UNESCO names for the whole property. */
export function Factors({ doc, say }: Props) {
  if (doc.factors.length === 0) return null
  return (
    <section>
      <h2>{say.t('report.factors.title')}</h2>
      <p>{say.t('report.factors.lead')}</p>
      <table>
        <thead>
          <tr>
            {['factors.factor', 'factors.period', 'factors.probability', 'timeline.sources'].map(
              (key) => (
                <th key={key} scope="col">
                  {say.t(`report.${key}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {doc.factors.map((f) => (
            <tr key={`${f.factor[0]?.text} ${f.period[0]?.text}`}>
              <td>
                <Words text={f.factor} say={say} />
              </td>
              <td>
                <Words text={f.period} say={say} />
              </td>
              <td>
                <Words text={f.probability} say={say} />
                {f.judged.map((text) => (
                  <p key={text[0]?.text} className="quiet">
                    <Words text={text} say={say} />
                  </p>
                ))}
              </td>
              <td>
                <Refs numbers={f.refs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** One row for each monument of the view. */
export function RegisterTable({ doc, say }: Props) {
  return (
    <section>
      <h2>{say.t('report.register.title')}</h2>
      {doc.register.length === 0 ? (
        <p>{say.t('report.register.none')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {['monument', 'status', 'since', 'looked', 'sources'].map((key) => (
                <th key={key} scope="col">
                  {say.t(`report.register.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {doc.register.map((m) => (
              <tr key={m.id}>
                <th scope="row">
                  <a href={`#sheet-${m.id}`}>
                    <Words text={ownFirst(m.names, say)} say={say} />
                  </a>
                  <p className="quiet">
                    <Words text={m.kind} say={say} />
                  </p>
                </th>
                <td>
                  <StatusMark say={say} headline={m.headline} />
                  {m.possibly && (
                    <p>
                      <Words text={m.possibly} say={say} />
                    </p>
                  )}
                  {m.standing && (
                    <p className="quiet">
                      <Words text={m.standing} say={say} />
                    </p>
                  )}
                  {m.threats.map((text) => (
                    <p key={text[0]?.text} className="quiet">
                      <Words text={text} say={say} />
                    </p>
                  ))}
                  {m.flags.length > 0 && (
                    <p>
                      {m.flags.map((f) => (
                        <FlagMark key={f.flag} say={say} flag={f.flag} />
                      ))}
                    </p>
                  )}
                </td>
                <td>
                  <Words text={m.since} say={say} />
                  {m.basis.map((text) => (
                    <p key={text[0]?.text} className="quiet">
                      <Words text={text} say={say} />
                    </p>
                  ))}
                </td>
                <td>
                  <Words text={m.looked} say={say} />
                  {m.how && (
                    <p className="quiet">
                      <Words text={m.how} say={say} />
                    </p>
                  )}
                </td>
                <td>
                  <Refs numbers={m.refs} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
