import { TextField } from '../../../../components/form/fields'
import type { Translate } from '../../../../components/say'
import type { Row } from '../../../../db/store/records'
import styles from '../../_editing/editing.module.css'

/** What others may know somebody by. */
export function PartFields({ t, person }: { t: Translate; person?: Row<'person'> }) {
  return (
    <>
      <div className={styles.pair}>
        <TextField
          name="partEn"
          lang="en"
          dir="ltr"
          label={t('persons.partEn')}
          value={person?.part.en}
        />
        <TextField
          name="partAr"
          lang="ar"
          dir="rtl"
          label={t('persons.partAr')}
          value={person?.part.ar}
        />
      </div>
      <p className="quiet">{t('persons.partEnHint')}</p>
      <TextField
        name="organisation"
        label={t('persons.organisation')}
        hint={t('persons.organisationHint')}
        value={person?.organisation}
      />
    </>
  )
}
