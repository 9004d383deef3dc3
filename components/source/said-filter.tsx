import { clockParams, href, type View } from '../../db/domain/filter'
import type { SaidFilter } from '../../db/domain/said-filter'
import type { Property } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './source.module.css'

type Props = {
  say: Say
  path: string
  asked: View
  filter: SaidFilter
  places: { slug: string; name: string }[]
  properties: readonly Property[]
}

/** Narrows what a source says to a monument or a property: a plain GET form that keeps the clocks. */
export function SaidFilterForm({ say: { t }, path, asked, filter, places, properties }: Props) {
  return (
    <form
      method="get"
      action={path}
      className={styles.filter}
      aria-label={t('sources.said.filter.label')}
    >
      {[...clockParams(asked)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label>
        <span>{t('sources.said.filter.monument')}</span>
        <select name="monument" defaultValue={filter.monument ?? ''}>
          <option value="">{t('sources.said.filter.allMonuments')}</option>
          {places.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('sources.said.filter.property')}</span>
        <select name="property" defaultValue={filter.property ?? ''}>
          <option value="">{t('sources.said.filter.allProperties')}</option>
          {properties.map((property) => (
            <option key={property} value={property}>
              {t(`vocab.properties.${property}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{t('sources.said.filter.apply')}</button>
      {(filter.monument ?? filter.property) !== null && (
        <a href={href(path, clockParams(asked))}>{t('sources.said.filter.clear')}</a>
      )}
    </form>
  )
}
