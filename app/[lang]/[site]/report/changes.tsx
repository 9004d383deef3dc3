import type { Say } from '../../../../components/say'
import type { ChangesSection, Doc } from '../../../exports/document'
import { Status } from './marks'
import { Cited, Columns, Lines, Prose, Words } from './words'

/** What has changed since an earlier day, where that was asked for. */
export function ChangesView({ doc, say }: { doc: Doc; say: Say }) {
  const { changes } = doc
  if (!changes) return null
  return (
    <section>
      <h2>
        <Words text={changes.title} say={say} />
      </h2>
      <Prose text={changes.lead} say={say} />
      {changes.none && <Prose text={changes.none} say={say} />}
      {changes.lists.map((list) => (
        <ChangeTable key={list.title[0]?.text} doc={doc} changes={changes} list={list} say={say} />
      ))}
      {changes.threats.map((list) => (
        <section key={list.title[0]?.text}>
          <h3>
            <Words text={list.title} say={say} />
          </h3>
          <table>
            <Head doc={doc} columns={changes.threatColumns} say={say} />
            <tbody>
              {list.entries.map((e) => (
                <tr key={`${e.what[0]?.text} ${e.period[0]?.text}`}>
                  <td>
                    <Lines text={e.what} say={say} />
                  </td>
                  <td>
                    <Lines text={e.period} say={say} />
                  </td>
                  <Cited doc={doc} numbers={e.refs} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </section>
  )
}

type TableProps = {
  doc: Doc
  changes: ChangesSection
  list: ChangesSection['lists'][number]
  say: Say
}

function ChangeTable({ doc, changes, list, say }: TableProps) {
  return (
    <section>
      <h3>
        <Words text={list.title} say={say} />
      </h3>
      <Prose text={list.meaning} say={say} quiet />
      <table>
        <Head doc={doc} columns={changes.columns} say={say} />
        <tbody>
          {list.entries.map((entry) => (
            <tr key={entry.id}>
              <th scope="row">
                <a href={entry.url ?? `#sheet-${entry.id}`}>
                  <Lines text={entry.name} say={say} />
                </a>
              </th>
              {entry.sides.map((side) => (
                <td key={side.when[0]?.text}>
                  <Status mark={side} say={say} />
                  {[side.possibly, side.looked, side.when].map(
                    (text) =>
                      text && (
                        <p key={text[0]?.text} className="quiet">
                          <Words text={text} say={say} />
                        </p>
                      ),
                  )}
                </td>
              ))}
              <Cited doc={doc} numbers={entry.refs} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type HeadProps = { doc: Doc; columns: ChangesSection['columns']; say: Say }

function Head({ doc, columns, say }: HeadProps) {
  const shown = doc.sections.includes('sources') ? columns : columns.slice(0, -1)
  return <Columns columns={shown} say={say} />
}
