import type { Say } from '../../../../components/say'
import { StatusMark } from '../../../../components/status-mark'
import type { ChangesSection, Doc } from '../../../exports/document'
import { Refs, Words } from './words'

/** What has changed since an earlier day, where that was asked for. */
export function ChangesView({ doc: { changes }, say }: { doc: Doc; say: Say }) {
  if (!changes) return null
  return (
    <section>
      <h2>
        <Words text={changes.title} say={say} />
      </h2>
      <p>
        <Words text={changes.lead} say={say} />
      </p>
      {changes.none && (
        <p>
          <Words text={changes.none} say={say} />
        </p>
      )}
      {changes.lists.map((list) => (
        <ChangeTable key={list.title[0]?.text} changes={changes} list={list} say={say} />
      ))}
      {changes.threats.map((list) => (
        <section key={list.title[0]?.text}>
          <h3>
            <Words text={list.title} say={say} />
          </h3>
          <table>
            <Head columns={changes.threatColumns} say={say} />
            <tbody>
              {list.entries.map((e) => (
                <tr key={`${e.what[0]?.text} ${e.period[0]?.text}`}>
                  <td>
                    <Words text={e.what} say={say} />
                  </td>
                  <td>
                    <Words text={e.period} say={say} />
                  </td>
                  <td>
                    <Refs numbers={e.refs} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </section>
  )
}

type TableProps = { changes: ChangesSection; list: ChangesSection['lists'][number]; say: Say }

function ChangeTable({ changes, list, say }: TableProps) {
  return (
    <section>
      <h3>
        <Words text={list.title} say={say} />
      </h3>
      <p className="quiet">
        <Words text={list.meaning} say={say} />
      </p>
      <table>
        <Head columns={changes.columns} say={say} />
        <tbody>
          {list.entries.map((entry) => (
            <tr key={entry.id}>
              <th scope="row">
                <a href={`#sheet-${entry.id}`}>
                  <Words text={entry.name} say={say} />
                </a>
              </th>
              {entry.sides.map((side) => (
                <td key={side.when[0]?.text}>
                  <StatusMark say={say} headline={side.headline} />
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
              <td>
                <Refs numbers={entry.refs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Head({ columns, say }: { columns: ChangesSection['columns']; say: Say }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column[0]?.text} scope="col">
            <Words text={column} say={say} />
          </th>
        ))}
      </tr>
    </thead>
  )
}
