import { AsWritten } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import { FlagMark, StatusMark } from '../../../../components/status-mark'
import type { AssessmentBox, ClaimLine, Sheet } from '../../../exports/document'
import styles from './report.module.css'
import { EventTable } from './sections'
import { OneRun, ownFirst, Refs, Words } from './words'

/** One monument: what we conclude and on what, its parts, threats and events, and every claim. */
export function SheetView({ sheet, say }: { sheet: Sheet; say: Say }) {
  const names = ownFirst(sheet.names, say)
  return (
    <section className={styles.sheet} id={`sheet-${sheet.id}`}>
      <h3>
        <a href={sheet.url}>
          <Words text={names} say={say} />
        </a>
      </h3>
      <p className="quiet">
        <Words text={sheet.kind} say={say} />
        {sheet.also.length > 0 && (
          <>
            {' '}
            · {say.t('report.sheets.also')}: <Words text={sheet.also.flat()} say={say} />
          </>
        )}
      </p>
      <StatusPanel sheet={sheet} say={say} />
      {sheet.description && (
        <p>
          <Words text={sheet.description} say={say} /> <Refs numbers={sheet.descriptionRefs} />
        </p>
      )}
      <p className="quiet">
        {say.t('report.sheets.place')}: <Words text={sheet.place} say={say} />{' '}
        <Refs numbers={sheet.placeRefs} />
      </p>
      <ul className={styles.inline}>
        {sheet.identifiers.map(({ label, value, url }) => (
          <li key={label[0]?.text + value} className="quiet">
            <Words text={label} say={say} />{' '}
            {url ? (
              <a href={url} rel="noreferrer">
                {value}
              </a>
            ) : (
              value
            )}
          </li>
        ))}
      </ul>
      {sheet.assessments.length > 0 && <h4>{say.t('report.sheets.assessment')}</h4>}
      {sheet.assessments.map((a) => (
        <Assessment key={a.said[0]?.text} assessment={a} say={say} />
      ))}
      {sheet.parts.length > 0 && (
        <>
          <h4>{say.t('report.sheets.parts')}</h4>
          <ul className={styles.plain}>
            {sheet.parts.map((part) => (
              <li key={part.name[0]?.text}>
                <Words text={[...part.name, ...(part.note ?? [])]} say={say} /> —{' '}
                <StatusMark say={say} headline={part.headline} />
              </li>
            ))}
          </ul>
        </>
      )}
      {sheet.threats.length > 0 && <h4>{say.t('report.sheets.threats')}</h4>}
      {sheet.threats.map((threat) => (
        <div key={`${threat.what[0]?.text} ${threat.period[0]?.text}`}>
          <p>
            <strong>
              <Words text={threat.what} say={say} />
            </strong>
          </p>
          <p className="quiet">
            <Words text={[...threat.probability, ...threat.period, ...threat.state]} say={say} />{' '}
            <Refs numbers={threat.refs} />
          </p>
          <p>
            <Words text={threat.rationale} say={say} />
          </p>
          {threat.judged.map((text) => (
            <p key={text[0]?.text}>
              <Words text={text} say={say} />
            </p>
          ))}
        </div>
      ))}
      {sheet.events.length > 0 && <h4>{say.t('report.sheets.events')}</h4>}
      {sheet.events.length > 0 && <EventTable events={sheet.events} say={say} />}
      {sheet.questions.length > 0 && <h4>{say.t('report.sheets.questions')}</h4>}
      {sheet.questions.map((q) => (
        <p key={q.topic[0]?.text}>
          <strong>
            <Words text={q.topic} say={say} />
          </strong>{' '}
          <Words text={q.state} say={say} /> {q.reading && <Words text={q.reading} say={say} />}
        </p>
      ))}
      <h4>{say.t('report.sheets.claims')}</h4>
      {sheet.claims.length > 0 ? (
        <ClaimTable claims={sheet.claims} say={say} />
      ) : (
        <p>{say.t('report.sheets.noClaims')}</p>
      )}
      {sheet.notes.length > 0 && <h4>{say.t('report.sheets.notes')}</h4>}
      {sheet.notes.map((text) => (
        <p key={text[0]?.text}>
          <Words text={text} say={say} />
        </p>
      ))}
    </section>
  )
}

function StatusPanel({ sheet, say }: { sheet: Sheet; say: Say }) {
  return (
    <div className={styles.panel}>
      <p>
        <StatusMark say={say} headline={sheet.headline} size="large" />{' '}
        {sheet.possibly && <Words text={sheet.possibly} say={say} />}{' '}
        {sheet.flags.map((f) => (
          <FlagMark key={f.flag} say={say} flag={f.flag} />
        ))}
      </p>
      <dl className={styles.facts}>
        {sheet.standing && (
          <div>
            <dt>{say.t('report.sheets.stands')}</dt>
            <dd>
              <Words text={sheet.standing} say={say} />
            </dd>
          </div>
        )}
        {sheet.facts.map(({ label, value }) => (
          <div key={label[0]?.text}>
            <dt>
              <Words text={label} say={say} />
            </dt>
            <dd>
              <Words text={value} say={say} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Assessment({ assessment, say }: { assessment: AssessmentBox; say: Say }) {
  const { said, rationale, establishing, corroborating } = assessment
  return (
    <div>
      <p>
        <strong>
          <Words text={said} say={say} />
        </strong>
      </p>
      <p>
        <Words text={rationale} say={say} />
      </p>
      <p className="quiet">
        {establishing.length > 0 && (
          <>
            {say.t('report.sheets.restsOn')} <Refs numbers={establishing} />{' '}
          </>
        )}
        {corroborating.length > 0 && (
          <>
            {say.t('report.sheets.supportedBy')} <Refs numbers={corroborating} />
          </>
        )}
      </p>
    </div>
  )
}

function ClaimTable({ claims, say }: { claims: ClaimLine[]; say: Say }) {
  return (
    <table>
      <thead>
        <tr>
          {['words', 'source', 'use'].map((key) => (
            <th key={key} scope="col">
              {say.t(`report.sheets.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {claims.map((c) => (
          <tr key={c.id}>
            <td>
              <q lang={c.words.lang}>
                <OneRun run={c.words} say={say} />
              </q>
              <p className="quiet">
                <Words text={[...c.about, ...c.details.flat()]} say={say} />
              </p>
            </td>
            <td>
              <Refs numbers={[c.ref]} /> <AsWritten text={c.publisher} />
              <p className="quiet">
                <AsWritten text={[c.published, c.locator].filter(Boolean).join(' · ')} />
              </p>
            </td>
            <td>
              <Words text={c.use} say={say} />
              {c.reason && (
                <p className="quiet">
                  <Words text={c.reason} say={say} />
                </p>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
