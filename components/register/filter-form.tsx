import { clockParams, isNarrowed, type View } from '../../db/domain/filter'
import type { Say } from '../say'
import { FilterGroups, TextAndOrder } from './filter-fields'
import styles from './register.module.css'

type Props = { say: Say; path: string; asked: View }

/** Filter and order of the register: a plain GET form, so that every view is its address. */
export function FilterForm({ say, path, asked }: Props) {
  const { t } = say
  const isFiltered = isNarrowed(asked)
  return (
    <form
      method="get"
      action={path}
      className={styles.filter}
      aria-label={t('register.filter.label')}
    >
      {[...clockParams(asked)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextAndOrder say={say} asked={asked} />
      <details open={isFiltered} className={styles.more}>
        <summary>{t('register.filter.more')}</summary>
        <FilterGroups say={say} asked={asked} />
      </details>
      <div className={styles.buttons}>
        <button type="submit">{t('register.filter.apply')}</button>
        {isFiltered && (
          <a href={clockParams(asked).size > 0 ? `${path}?${clockParams(asked)}` : path}>
            {t('register.filter.clear')}
          </a>
        )}
      </div>
    </form>
  )
}
