import { AsWritten } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import { StatusGlyph } from '../../../../components/status-mark'
import type { Doc } from '../../../exports/document'
import styles from './report.module.css'
import { Columns, OneRun, Prose, Word, Words } from './words'

type Props = { doc: Doc; say: Say }

/** The rules, the scales with their definitions and the crosswalk. */
export function Method({ doc, say }: Props) {
  return (
    <section>
      <h2>
        <Word doc={doc} name="method.title" say={say} />
      </h2>
      {doc.method.map((part) => (
        <section key={part.title[0]?.text}>
          <h3>
            <Words text={part.title} say={say} />
          </h3>
          {part.paragraphs.map((text) => (
            <Prose key={text[0]?.text} text={text} say={say} />
          ))}
        </section>
      ))}
      {doc.scales.map((scale) => (
        <section key={scale.title[0]?.text}>
          <h3>
            <Words text={scale.title} say={say} />
          </h3>
          <dl className={styles.scale}>
            {scale.terms.map((term) => (
              <div key={term.label[0]?.text}>
                <dt>
                  {term.headline && (
                    <span className={styles.glyph} data-headline={term.headline}>
                      <StatusGlyph headline={term.headline} />
                    </span>
                  )}
                  <Words text={term.label} say={say} />
                </dt>
                <dd>
                  <Prose text={term.meaning} say={say} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <h3>
        <Words text={doc.crosswalk.title} say={say} />
      </h3>
      <table>
        <Columns columns={doc.crosswalk.columns} say={say} />
        <tbody>
          {doc.crosswalk.rows.map((row) => (
            <tr key={row.headline}>
              {row.cells.map((text, i) => (
                <td key={doc.crosswalk.columns[i]?.[0]?.text}>
                  <Words text={text} say={say} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The sources by their numbers. */
export function Sources({ doc, say }: Props) {
  return (
    <section>
      <h2>
        <Word doc={doc} name="sources.title" say={say} />
      </h2>
      {doc.sources.length === 0 && <Prose text={doc.labels['sources.none'] ?? []} say={say} />}
      {doc.sources.length > 0 &&
        doc.sourcesLead.map((text) => <Prose key={text[0]?.text} text={text} say={say} />)}
      <ol className={styles.sources}>
        {doc.sources.map((s) => (
          <li key={s.number} id={`source-${s.number}`} value={s.number}>
            <strong>
              <OneRun run={s.title} say={say} />
            </strong>{' '}
            <AsWritten text={[s.publisher, s.published].filter(Boolean).join(' · ')} />{' '}
            <span className="quiet">
              <Words text={[s.class, s.reliability, ...s.details].flat()} say={say} />
              {' · '}
              <a href={s.page}>
                <Words text={doc.sourceWords.record} say={say} />
              </a>
              {s.archive && (
                <>
                  {' · '}
                  <a href={s.archive} rel="noreferrer">
                    <Words text={doc.sourceWords.archive} say={say} />
                  </a>
                </>
              )}
            </span>{' '}
            {s.url && (
              <a href={s.url} dir="ltr" rel="noreferrer">
                {s.url}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
