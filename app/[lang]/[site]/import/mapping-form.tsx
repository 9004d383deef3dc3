import type { Say, Translate } from '../../../../components/say'
import { FIELDS, type Field, schemeOf } from '../../../../db/import/mapping'
import type { Inspection } from '../../../../db/import/read'
import styles from './import.module.css'
import type { Sent } from './prepare'

type Props = { say: Say; path: string; sent: Sent; found: Inspection; fields: Field[] }

/** Which field each column fills. It only asks for the next page, so it needs no action. */
export function MappingForm({ say, path, sent, found, fields }: Props) {
  const { t } = say
  return (
    <form method="get" action={`${path}/import`} aria-label={t('importing.mapping.title')}>
      <h2>{t('importing.mapping.title')}</h2>
      <p>{t('importing.mapping.lead')}</p>
      <input type="hidden" name="kept" value={sent.kept} />
      <input type="hidden" name="name" value={sent.name} />
      <div className={styles.scroll}>
        <table className={`${styles.mapping} ${styles.stacked}`}>
          <thead>
            <tr>
              <th scope="col">{t('importing.mapping.column')}</th>
              <th scope="col">{t('importing.mapping.samples')}</th>
              <th scope="col">{t('importing.mapping.field')}</th>
            </tr>
          </thead>
          <tbody>
            {found.headers.map((header, i) => (
              <tr key={i}>
                <th scope="row" id={`column-${i}`}>
                  <bdi>{header || t('importing.mapping.unnamed', { number: i + 1 })}</bdi>
                </th>
                <td className={styles.samples}>
                  {found.samples.map((row, r) => (
                    <span key={r}>
                      <bdi>{row[i]}</bdi>
                    </span>
                  ))}
                </td>
                <td>
                  <select name="field" defaultValue={fields[i]} aria-labelledby={`column-${i}`}>
                    {FIELDS.map((field) => (
                      <option key={field} value={field}>
                        {nameOfField(t, field)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.next}>
        <button type="submit">{t('importing.mapping.next')}</button>
      </p>
    </form>
  )
}

/** A field in words. */
export function nameOfField(t: Translate, field: Field): string {
  const scheme = schemeOf(field)
  return scheme === null
    ? t(`importing.mapping.fields.${field}`)
    : t('importing.mapping.fields.identifier', { scheme: t(`vocab.schemes.${scheme}`) })
}
