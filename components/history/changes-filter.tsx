import { type ChangesFilter, HISTORY_KINDS } from '../../db/domain/changes-filter'
import { formatDay } from '../../db/domain/dates'
import type { Bilingual } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './history.module.css'

type Props = {
  say: Say
  path: string
  filter: ChangesFilter
  monuments: { slug: string; name: Bilingual }[]
  /** The clocks, which the form keeps. */
  kept: [string, string][]
}

/** Narrows recent changes by monument, day of saving and kind of record. */
export function ChangesFilterForm({ say: { t, lang }, path, filter, monuments, kept }: Props) {
  const day = (value: number | null) => (value === null ? '' : formatDay(value))
  return (
    <form
      method="get"
      action={path}
      className={styles.filter}
      aria-label={t('history.recent.filter')}
    >
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label>
        {t('history.recent.monument')}
        <select name="monument" defaultValue={filter.monument ?? ''}>
          <option value="">{t('history.recent.allMonuments')}</option>
          {monuments.map(({ slug, name }) => (
            <option key={slug} value={slug} lang={name[lang] ? undefined : 'en'}>
              {name[lang] ?? name.en ?? slug}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('history.recent.from')}
        <input type="date" name="from" defaultValue={day(filter.from)} />
      </label>
      <label>
        {t('history.recent.to')}
        <input type="date" name="to" defaultValue={day(filter.to)} />
      </label>
      <fieldset>
        <legend>{t('history.recent.kinds')}</legend>
        {HISTORY_KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              name="record"
              value={kind}
              defaultChecked={filter.kinds.includes(kind)}
            />{' '}
            {t(`history.kinds.${kind}`)}
          </label>
        ))}
      </fieldset>
      <button type="submit">{t('history.recent.apply')}</button>
      <a href={kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path}>
        {t('history.recent.clear')}
      </a>
    </form>
  )
}
