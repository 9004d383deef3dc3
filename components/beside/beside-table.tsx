import { shownIn } from '../../db/domain/retyped'
import { OwnText } from '../own-text'
import { ASPECTS, type Aspect, type Context } from './aspects'
import styles from './beside.module.css'
import type { Entry } from './entry'

type Props = Context & {
  entries: Entry[]
  /** This page without one of them. */
  withoutHref: (slug: string) => string
}

/**
 * Monuments as columns, what they are compared by as rows; whether they differ in it is told in words and can be all
 * that is shown. On a narrow screen each row stands on its own, with the monuments below one another.
 */
export function BesideTable({ entries, withoutHref, ...context }: Props) {
  const { say, pageOf } = context
  const { t } = say
  return (
    <>
      {entries.length > 1 && (
        <label className={styles.only}>
          <input type="checkbox" /> {t('beside.onlyDifferences')}
        </label>
      )}
      <table className={styles.table} data-columns={entries.length}>
        <caption className="visually-hidden">
          {t('beside.caption', { count: entries.length })}
        </caption>
        <thead>
          <tr>
            <td className={styles.corner} />
            {entries.map(({ monument, name }) => (
              <th key={monument.id} scope="col">
                <a href={pageOf(monument.slug)}>
                  <OwnText say={say} text={name} />
                </a>{' '}
                <a className={styles.remove} href={withoutHref(monument.slug)}>
                  <span aria-hidden="true">{t('beside.remove')}</span>
                  <span className="visually-hidden">
                    {t('beside.removeOf', { name: shownIn(name, say.lang) })}
                  </span>
                </a>
              </th>
            ))}
          </tr>
        </thead>
        {ASPECTS.map(([group, aspects]) => (
          <tbody key={group}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={entries.length + 1}>
                {t(`beside.groups.${group}`)}
              </th>
            </tr>
            {aspects.map((aspect) => (
              <AspectRow key={aspect.key} aspect={aspect} entries={entries} context={context} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  )
}

type RowProps = { aspect: Aspect; entries: Entry[]; context: Context }

function AspectRow({ aspect: { key, same, show }, entries, context }: RowProps) {
  const { t, lang } = context.say
  const likeness =
    same && entries.length > 1
      ? new Set(entries.map(same)).size === 1
        ? 'same'
        : 'differs'
      : undefined
  return (
    <tr className={styles.row} data-likeness={likeness}>
      <th scope="row">
        {t(`beside.aspects.${key}`)}{' '}
        {likeness && <span className={styles.likeness}>{t(`beside.${likeness}`)}</span>}
      </th>
      {entries.map((entry) => {
        const shown = show(context, entry)
        const isEmpty = !shown || (Array.isArray(shown) && shown.length === 0)
        return (
          <td key={entry.monument.id} data-of={shownIn(entry.name, lang)}>
            <div>{isEmpty ? <span className="quiet">{t('beside.none')}</span> : shown}</div>
          </td>
        )
      })}
    </tr>
  )
}
