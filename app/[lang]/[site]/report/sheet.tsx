import { AsWritten } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import type { AssessmentBox, ClaimLine, Doc, Sheet } from '../../../exports/document'
import { Flags, Status } from './marks'
import { Photos } from './photos'
import styles from './report.module.css'
import { EventTable } from './sections'
import { Lines, OneRun, ownFirst, Prose, Refs, Word, Words } from './words'

type Props = { doc: Doc; sheet: Sheet; say: Say }

/** One monument: what we conclude and on what, its parts, threats and events, and unless left out every claim. */
export function SheetView({ doc, sheet, say }: Props) {
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
            · <Word doc={doc} name="sheets.also" say={say} />:{' '}
            <Words text={sheet.also.flat()} say={say} />
          </>
        )}
      </p>
      <StatusPanel doc={doc} sheet={sheet} say={say} />
      {sheet.description && (
        <>
          <Prose text={sheet.description} say={say} />
          <Refs numbers={sheet.descriptionRefs} />
        </>
      )}
      <p className="quiet">
        <Word doc={doc} name="sheets.place" say={say} />: <Words text={sheet.place} say={say} />{' '}
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
      {sheet.assessments.length > 0 && (
        <h4>
          <Word doc={doc} name="sheets.assessment" say={say} />
        </h4>
      )}
      {sheet.assessments.map((a) => (
        <Assessment key={a.said[0]?.text} doc={doc} assessment={a} say={say} />
      ))}
      {sheet.parts.length > 0 && (
        <>
          <h4>
            <Word doc={doc} name="sheets.parts" say={say} />
          </h4>
          <ul className={styles.plain}>
            {sheet.parts.map((part) => (
              <li key={part.name[0]?.text}>
                <Words text={[...part.name, ...(part.note ?? [])]} say={say} /> —{' '}
                <Status mark={part} say={say} />
              </li>
            ))}
          </ul>
        </>
      )}
      {sheet.threats.length > 0 && (
        <h4>
          <Word doc={doc} name="sheets.threats" say={say} />
        </h4>
      )}
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
          <Prose text={threat.rationale} say={say} />
          {threat.judged.map((text) => (
            <Prose key={text[0]?.text} text={text} say={say} />
          ))}
        </div>
      ))}
      {sheet.events.length > 0 && (
        <h4>
          <Word doc={doc} name="sheets.events" say={say} />
        </h4>
      )}
      {sheet.events.length > 0 && <EventTable doc={doc} events={sheet.events} say={say} />}
      {sheet.questions.length > 0 && (
        <h4>
          <Word doc={doc} name="sheets.questions" say={say} />
        </h4>
      )}
      {sheet.questions.map((q) => (
        <div key={q.topic[0]?.text}>
          <p>
            <strong>
              <Words text={q.topic} say={say} />
            </strong>{' '}
            <Words text={q.state} say={say} />
          </p>
          {q.reading && <Prose text={q.reading} say={say} />}
        </div>
      ))}
      {doc.sections.includes('claims') && <Claims doc={doc} sheet={sheet} say={say} />}
      {sheet.photos.length > 0 && (
        <h4>
          <Word doc={doc} name="sheets.images" say={say} />
        </h4>
      )}
      <Photos lines={sheet.photos} say={say} />
      {sheet.notes.length > 0 && (
        <h4>
          <Word doc={doc} name="sheets.notes" say={say} />
        </h4>
      )}
      {sheet.notes.map((text) => (
        <Prose key={text[0]?.text} text={text} say={say} />
      ))}
    </section>
  )
}

function StatusPanel({ doc, sheet, say }: Props) {
  return (
    <div className={styles.panel}>
      <p>
        <Status mark={sheet} say={say} size="large" />{' '}
        {sheet.possibly && <Words text={sheet.possibly} say={say} />}{' '}
        <Flags flags={sheet.flags} say={say} />
      </p>
      <dl className={styles.facts}>
        {sheet.standing && (
          <div>
            <dt>
              <Word doc={doc} name="sheets.stands" say={say} />
            </dt>
            <dd>
              <Lines text={sheet.standing} say={say} />
            </dd>
          </div>
        )}
        {sheet.facts.map(({ label, value }) => (
          <div key={label[0]?.text}>
            <dt>
              <Words text={label} say={say} />
            </dt>
            <dd>
              <Lines text={value} say={say} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

type AssessmentProps = { doc: Doc; assessment: AssessmentBox; say: Say }

function Assessment({ doc, assessment, say }: AssessmentProps) {
  const { said, rationale, establishing, corroborating } = assessment
  return (
    <div>
      <p>
        <strong>
          <Words text={said} say={say} />
        </strong>
      </p>
      <Prose text={rationale} say={say} />
      <p className="quiet">
        {establishing.length > 0 && (
          <>
            <Word doc={doc} name="sheets.restsOn" say={say} /> <Refs numbers={establishing} />{' '}
          </>
        )}
        {corroborating.length > 0 && (
          <>
            <Word doc={doc} name="sheets.supportedBy" say={say} /> <Refs numbers={corroborating} />
          </>
        )}
      </p>
    </div>
  )
}

function Claims({ doc, sheet, say }: Props) {
  return (
    <>
      <h4>
        <Word doc={doc} name="sheets.claims" say={say} />
      </h4>
      {sheet.claims.length > 0 ? (
        <ClaimTable doc={doc} claims={sheet.claims} say={say} />
      ) : (
        <Prose text={doc.labels['sheets.noClaims'] ?? []} say={say} />
      )}
    </>
  )
}

type TableProps = { doc: Doc; claims: ClaimLine[]; say: Say }

function ClaimTable({ doc, claims, say }: TableProps) {
  return (
    <table>
      <thead>
        <tr>
          {['words', 'source', 'use'].map((key) => (
            <th key={key} scope="col">
              <Word doc={doc} name={`sheets.${key}`} say={say} />
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
              {doc.sections.includes('sources') && <Refs numbers={[c.ref]} />}{' '}
              <AsWritten text={c.publisher} />
              <p className="quiet">
                <AsWritten text={[c.published, c.locator].filter(Boolean).join(' · ')} />
              </p>
            </td>
            <td>
              <Lines text={c.use} say={say} />
              {c.reason && (
                <p className="quiet">
                  <Lines text={c.reason} say={say} />
                </p>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
