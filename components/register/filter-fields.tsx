import { MARKS, SORTS, type View } from '../../db/domain/filter'
import { HEADLINES, MONUMENT_KINDS } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './register.module.css'

type Props = { say: Say; asked: View }

/** What to find in names and descriptions, and in which order. */
export function TextAndOrder({ say: { t }, asked }: Props) {
  return (
    <>
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
    </>
  )
}

/** Status, flag and kind, any number of each. */
export function FilterGroups({ say: { t }, asked }: Props) {
  return (
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
  )
}

type ChoicesProps = {
  legend: string
  name: string
  list: readonly string[]
  chosen: readonly string[]
  label: (code: string) => string
}

/** Several of a list, as boxes to tick. */
export function Choices({ legend, name, list, chosen, label }: ChoicesProps) {
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
