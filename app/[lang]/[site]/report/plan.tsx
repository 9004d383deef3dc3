import { SitePlan } from '../../../../components/map/site-plan'
import type { Say } from '../../../../components/say'
import { shownIn } from '../../../../db/domain/retyped'
import type { Report } from '../../../../db/queries/report'
import type { Doc, PlanSection } from '../../../exports/document'
import { Status } from './marks'
import styles from './report.module.css'
import { Columns, Prose, Words } from './words'

type Props = { doc: Doc; report: Report; say: Say }

/** The plan as the map page draws it, with the table that names its marks. */
export function PlanView({ doc: { plan }, report, say }: Props) {
  if (!plan) return null
  const placed = report.rows
    .flatMap((row) => {
      const place = report.places.get(row.id)
      return place ? [{ ...row, place }] : []
    })
    .map((row, n) => ({ ...row, number: n + 1 }))
  const pages = new Map([...plan.entries, ...plan.undrawn.entries].map(({ id, url }) => [id, url]))
  return (
    <section>
      <h2>
        <Words text={plan.title} say={say} />
      </h2>
      <Prose text={plan.lead} say={say} />
      {plan.drawing && (
        <div className={styles.plan}>
          <SitePlan
            say={say}
            site={shownIn(report.name, say.lang) || report.site.slug}
            lines={placed}
            hrefOf={(slug) => pages.get(slug) ?? `#sheet-${slug}`}
          />
        </div>
      )}
      <p className="quiet">
        <Words text={plan.credit.lead} say={say} />{' '}
        {plan.credit.links.map((link, n) => (
          <span key={link.url}>
            {n > 0 && ' · '}
            <a href={link.url}>
              <Words text={link.said} say={say} />
            </a>
          </span>
        ))}
      </p>
      <Entries plan={plan} say={say} />
      <Absent list={plan.undrawn} say={say} />
      <Absent list={plan.unknown} say={say} />
    </section>
  )
}

function Entries({ plan: { columns, entries }, say }: { plan: PlanSection; say: Say }) {
  if (entries.length === 0) return null
  return (
    <table>
      <Columns columns={columns} say={say} />
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>{entry.number}</td>
            <th scope="row">
              <a href={entry.url ?? `#sheet-${entry.id}`}>
                <Words text={entry.names} say={say} />
              </a>
            </th>
            <td>
              <Status mark={entry} say={say} />
              {entry.possibly && (
                <p className="quiet">
                  <Words text={entry.possibly} say={say} />
                </p>
              )}
            </td>
            <td>
              <Words text={entry.precision} say={say} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Absent({ list, say }: { list: PlanSection['unknown']; say: Say }) {
  if (list.entries.length === 0) return null
  return (
    <p>
      <Words text={list.title} say={say} />
      {say.t('history.colon')}{' '}
      {list.entries.map((entry, n) => (
        <span key={entry.id}>
          {n > 0 && say.t('monument.listSeparator')}
          <a href={entry.url ?? `#sheet-${entry.id}`}>
            <Words text={entry.names} say={say} />
          </a>
        </span>
      ))}
    </p>
  )
}
