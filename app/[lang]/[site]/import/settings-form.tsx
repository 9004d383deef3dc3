import { Checkbox, HiddenField, Radios, Submit, TextArea } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import { PLACES_AS } from '../../../../db/domain/import-input'
import { at, can, type Reader } from '../../../../db/domain/policy'
import { type Field, isCoded, LEFT_OUT, type Mapping } from '../../../../db/import/mapping'
import type { Inspection } from '../../../../db/import/read'
import { codeOf, codesOf, LIST_OF, wordKey } from '../../../../db/import/word-codes'
import type { Row } from '../../../../db/store/records'
import editing from '../../_editing/editing.module.css'
import { Reviewed } from '../../_editing/reviewed'
import { begin } from './actions'
import styles from './import.module.css'
import type { Sent } from './prepare'

type Props = {
  say: Say
  reader: Reader
  site: Row<'site'>
  path: string
  sent: Sent
  found: Inspection
  fields: Field[]
  /** What the columns were last said, or are guessed, to mean. */
  known: Mapping['columns'] | Record<string, never>
}

/** What the words of coded columns stand for, and how to bring the file in. */
export function SettingsForm({ say, reader, site, path, sent, found, fields, known }: Props) {
  const { t } = say
  const isAdmin = can(at(reader, site.id), 'administer')
  const change = new URLSearchParams({ kept: sent.kept, name: sent.name })
  return (
    <Form action={begin} lang={say.lang} label={t('importing.settings.title')}>
      <div className={editing.stack}>
        <HiddenField name="siteId" value={site.id} />
        <HiddenField name="kept" value={sent.kept} />
        <HiddenField name="fileName" value={sent.name} />
        <HiddenField name="kind" value={found.kind} />
        {fields.map((field, i) => (
          <input key={i} type="hidden" name="field" value={field} />
        ))}
        {fields.length > 0 && (
          <p>
            <a href={`${path}/import?${change}`}>{t('importing.mapping.again')}</a>
          </p>
        )}
        <Words say={say} found={found} fields={fields} known={known} />
        <h2>{t('importing.settings.title')}</h2>
        {isAdmin ? (
          <Radios
            name="places"
            label={t('importing.settings.places')}
            hint={t('importing.settings.placesHint')}
            value="generalised"
            options={PLACES_AS.map((value) => ({ value, label: t(`importing.settings.${value}`) }))}
          />
        ) : (
          <>
            <HiddenField name="places" value="generalised" />
            <p>
              {t('importing.settings.places')}: {t('importing.settings.generalised')}.{' '}
              <span className="quiet">{t('importing.settings.placesHint')}</span>
            </p>
          </>
        )}
        <Checkbox
          name="conclude"
          label={t('importing.settings.conclude')}
          hint={t('importing.settings.concludeHint')}
          checked
        />
        <p className="quiet">{t('importing.settings.people')}</p>
        <TextArea
          name="reason"
          rows={2}
          label={t('importing.settings.reason')}
          hint={t('importing.settings.reasonHint')}
        />
        <Reviewed t={t} />
        <Submit label={t('importing.settings.begin')} pending={t('importing.settings.pending')} />
      </div>
    </Form>
  )
}

function Words({
  say: { t },
  found,
  fields,
  known,
}: Pick<Props, 'say' | 'found' | 'fields' | 'known'>) {
  const coded = fields.flatMap((field, i) => (isCoded(field) ? [{ field, i }] : []))
  if (coded.every(({ i }) => (found.words[i] ?? []).length === 0)) return null
  return (
    <section aria-labelledby="words">
      <h2 id="words">{t('importing.mapping.words')}</h2>
      <p>{t('importing.mapping.wordsLead')}</p>
      <div className={styles.words}>
        {coded.flatMap(({ field, i }) =>
          (found.words[i] ?? []).map((word) => {
            const before = Array.isArray(known) ? known[i]?.values?.[wordKey(word)] : undefined
            const id = `word-${i}-${wordKey(word).replace(/\s/g, '-')}`
            const column = found.headers[i] ?? ''
            return (
              <p key={`${i} ${word}`}>
                <input type="hidden" name="column" value={i} />
                <input type="hidden" name="word" value={wordKey(word)} />
                <label htmlFor={id}>{t('importing.mapping.means', { word, column })}</label>
                <select id={id} name="code" defaultValue={before ?? codeOf(field, word) ?? ''}>
                  <option value="">{t('importing.mapping.open')}</option>
                  <option value={LEFT_OUT}>{t('importing.mapping.leftOut')}</option>
                  {codesOf(field).map((code) => (
                    <option key={code} value={code}>
                      {t(`vocab.${LIST_OF[field]}.${code}`)}
                    </option>
                  ))}
                </select>
              </p>
            )
          }),
        )}
      </div>
    </section>
  )
}
