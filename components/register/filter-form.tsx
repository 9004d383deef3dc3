import { clockParams, MARKS, SORTS, type View } from '../../db/domain/filter'
import { HEADLINES, MONUMENT_KINDS } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './register.module.css'

type Props = { say: Say; path: string; asked: View }

/** Filter and order of the register: a plain GET form, so that every view is its address. */
export function FilterForm({ say: { t }, path, asked }: Props) {
  const isFiltered =
    asked.text !== '' || asked.headlines.length + asked.flags.length + asked.kinds.length > 0
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
      <label className={styles.search}>
        <span>{t('register.filter.text')}</span>
        <input type="search" name="q" defaultValue={asked.text} maxLength={200} dir="auto" />
      </label>
      <label>
        <span>{t('register.filter.sort')}</span>
        <select name="sort" defaultValue={asked.sort}>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`register.sorts.${sort}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('register.filter.dir')}</span>
        <select name="dir" defaultValue={asked.descending ? 'desc' : 'asc'}>
          <option value="asc">{t('register.filter.asc')}</option>
          <option value="desc">{t('register.filter.desc')}</option>
        </select>
      </label>
      <details open={isFiltered} className={styles.more}>
        <summary>{t('register.filter.more')}</summary>
        <div className={styles.groups}>
          <Choices
            legend={t('register.filter.status')}
            name="status"
            list={HEADLINES}
            chosen={asked.headlines}
            label={(c) => t(`vocab.headlines.${c}`)}
          />
          <Choices
            legend={t('register.filter.flag')}
            name="flag"
            list={MARKS}
            chosen={asked.flags}
            label={(c) => t(`register.marks.${c}`)}
          />
          <Choices
            legend={t('register.filter.kind')}
            name="kind"
            list={MONUMENT_KINDS.filter((kind) => kind !== 'part')}
            chosen={asked.kinds}
            label={(c) => t(`vocab.monumentKinds.${c}`)}
          />
        </div>
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

type ChoicesProps = {
  legend: string
  name: string
  list: readonly string[]
  chosen: readonly string[]
  label: (code: string) => string
}

function Choices({ legend, name, list, chosen, label }: ChoicesProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {list.map((code) => (
        <label key={code} className={styles.choice}>
          <input type="checkbox" name={name} value={code} defaultChecked={chosen.includes(code)} />{' '}
          {label(code)}
        </label>
      ))}
    </fieldset>
  )
}
