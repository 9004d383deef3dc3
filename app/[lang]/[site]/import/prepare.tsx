import { access } from 'node:fs/promises'
import { join } from 'node:path'
import form from '../../../../components/form/form.module.css'
import type { Say } from '../../../../components/say'
import type { Reader } from '../../../../db/domain/policy'
import { lookInto } from '../../../../db/import/look'
import {
  FIELDS,
  type Field,
  mapping as mappingSchema,
  problemOf,
} from '../../../../db/import/mapping'
import type { Inspection } from '../../../../db/import/read'
import { findMapping } from '../../../../db/queries/imports'
import { importsFolder } from '../../../../db/store/open'
import type { Row } from '../../../../db/store/records'
import type { Db } from '../../../../db/store/store'
import styles from './import.module.css'
import { MappingForm, nameOfField } from './mapping-form'
import { SettingsForm } from './settings-form'

/** The file that was sent, and the fields that were chosen for its columns so far. */
export type Sent = { kept: string; name: string; fields: string[] }

type Props = { say: Say; db: Db; reader: Reader; site: Row<'site'>; path: string; sent: Sent }

/** What a file is, what its columns mean where that has to be said, and how to bring it in. */
export async function Prepare({ say, db, reader, site, path, sent }: Props) {
  const { t } = say
  const file = join(/* turbopackIgnore: true */ importsFolder(), sent.kept)
  const isHere = await access(file).then(
    () => true,
    () => false,
  )
  const other = (
    <p>
      <a href={`${path}/import`}>{t('importing.other')}</a>
    </p>
  )
  const looked = isHere ? await lookInto(file) : null
  if (looked === null || 'refused' in looked)
    return (
      <>
        <div role="alert" className={form.summary}>
          <h2>
            {looked?.row
              ? t('importing.unreadableAt', { row: looked.row })
              : t('importing.unreadable')}
          </h2>
          <p>{t(looked ? `importing.reasons.${looked.refused}` : 'importing.problems.gone')}</p>
        </div>
        {other}
      </>
    )
  const { found } = looked
  return (
    <>
      <p role="status">
        <bdi>{t('importing.sent', { name: sent.name })}</bdi> {t(`importing.kinds.${found.kind}`)}
      </p>
      {other}
      {await nextStep({ say, db, reader, site, path, sent, found })}
    </>
  )
}

/** Asks what the columns mean until that can be used; then how to import. */
async function nextStep({
  say,
  db,
  reader,
  site,
  path,
  sent,
  found,
}: Props & { found: Inspection }) {
  const { t } = say
  const given = fieldsIn(sent, found)
  const settings = { say, reader, site, sent, path, found }
  if (found.kind !== 'table') return <SettingsForm {...settings} fields={[]} known={{}} />
  const remembered = mappingSchema.safeParse(await findMapping(db, site.id, found.signature)).data
  const isKnown = remembered?.columns.length === found.headers.length
  const known = isKnown ? remembered : found.guess
  const problem = given && problemOf(given)
  if (given && problem === null)
    return <SettingsForm {...settings} fields={given} known={known.columns} />
  return (
    <>
      {problem && (
        <div role="alert" className={form.summary}>
          <p>
            {t(`importing.mapping.problems.${problem.key}`, {
              field: nameOfField(t, problem.field),
            })}
          </p>
        </div>
      )}
      {isKnown && !given && <p className={styles.note}>{t('importing.mapping.remembered')}</p>}
      <MappingForm
        say={say}
        path={path}
        sent={sent}
        found={found}
        fields={given ?? known.columns.map(({ field }) => field)}
      />
    </>
  )
}

/** The fields that were chosen, when they are as many as the columns. */
function fieldsIn({ fields }: Sent, { headers }: Inspection): Field[] | null {
  const chosen = fields.flatMap((field) => FIELDS.find((one) => one === field) ?? [])
  return chosen.length === headers.length ? chosen : null
}
