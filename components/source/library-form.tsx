import { clockParams, href, type View } from '../../db/domain/filter'
import { SOURCE_ORDERS, type SourceFilter, sourceParams } from '../../db/domain/source-filter'
import { RIGHTS, SOURCE_CLASSES, SOURCE_KINDS } from '../../db/domain/vocabulary'
import { languageName } from '../language-name'
import type { Say } from '../say'
import styles from './library.module.css'

type Props = {
  say: Say
  path: string
  asked: View
  filter: SourceFilter
  /** The languages that sources are in. */
  langs: readonly string[]
}

/** Narrows the library: a plain GET form that keeps the clocks. */
export function LibraryForm({ say, path, asked, filter, langs }: Props) {
  const { t } = say
  const isNarrowed = asked.text !== '' || sourceParams(filter).length > 0
  const coded = (list: string) => (code: string) => t(`vocab.${list}.${code}`)
  return (
    <form method="get" action={path} className={styles.form} aria-label={t('library.filter.label')}>
      {[...clockParams(asked)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className={styles.words}>
        <span>{t('library.filter.text')}</span>
        <input type="search" name="q" defaultValue={asked.text} maxLength={200} dir="auto" />
      </label>
      <div className={styles.choices}>
        <Choice
          name="type"
          label={t('library.filter.type')}
          none={t('library.filter.anyType')}
          options={SOURCE_KINDS}
          chosen={filter.type}
          said={coded('sourceKinds')}
        />
        <Choice
          name="class"
          label={t('library.filter.class')}
          none={t('library.filter.anyClass')}
          options={SOURCE_CLASSES}
          chosen={filter.class}
          said={coded('sourceClasses')}
        />
        <Choice
          name="lang"
          label={t('library.filter.lang')}
          none={t('library.filter.anyLang')}
          options={langs}
          chosen={filter.lang}
          said={(code) => languageName(say, code)}
        />
        <Choice
          name="rights"
          label={t('library.filter.rights')}
          none={t('library.filter.anyRights')}
          options={RIGHTS}
          chosen={filter.rights}
          said={coded('rights')}
        />
        <label>
          <span>{t('library.filter.year')}</span>
          <input
            name="year"
            inputMode="numeric"
            dir="ltr"
            size={6}
            maxLength={4}
            defaultValue={filter.year ?? ''}
          />
        </label>
        <Choice
          name="order"
          label={t('library.filter.order')}
          options={SOURCE_ORDERS}
          chosen={filter.order}
          said={(order) => t(`library.orders.${order}`)}
        />
      </div>
      <label className={styles.tick}>
        <input type="checkbox" name="uncited" defaultChecked={filter.uncited} />
        <span>{t('library.filter.uncited')}</span>
      </label>
      <p className={styles.end}>
        <button type="submit">{t('library.filter.apply')}</button>{' '}
        {isNarrowed && <a href={href(path, clockParams(asked))}>{t('library.filter.clear')}</a>}
      </p>
    </form>
  )
}

function Choice({
  name,
  label,
  none,
  options,
  chosen,
  said,
}: {
  name: string
  label: string
  none?: string
  options: readonly string[]
  chosen: string | null
  said(code: string): string
}) {
  return (
    <label>
      <span>{label}</span>
      <select name={name} defaultValue={chosen ?? ''}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((code) => (
          <option key={code} value={code}>
            {said(code)}
          </option>
        ))}
      </select>
    </label>
  )
}
