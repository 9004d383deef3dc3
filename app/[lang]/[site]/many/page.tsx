import {
  Checkbox,
  Fieldset,
  HiddenField,
  Select,
  TextArea,
} from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import { parseView } from '../../../../db/domain/filter'
import { ALL_PARAM, MANY, MANY_PARAM, MOST_AT_ONCE } from '../../../../db/domain/many'
import type { Reader } from '../../../../db/domain/policy'
import { shownIn } from '../../../../db/domain/retyped'
import { namesOf } from '../../../../db/queries/editing'
import { monumentsBySlug, monumentsOf } from '../../../../db/queries/many'
import { idsInView } from '../../../../db/queries/register'
import { requireSite } from '../../../../db/queries/sites'
import { pinView } from '../../../../db/queries/view'
import type { Row } from '../../../../db/store/records'
import type { Db } from '../../../../db/store/store'
import { orNotFound, toParams } from '../../../_page'
import styles from '../../_editing/editing.module.css'
import { openForEditor, titleOf } from '../../_editing/open'
import { codes } from '../../_editing/options'
import { Reviewed } from '../../_editing/reviewed'
import { change } from './actions'
import { ForeseenTable, SaveMany } from './foreseen'
import own from './many.module.css'
import { foreseenTexts } from './texts'

type Props = PageProps<'/[lang]/[site]/many'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'bulk.title')
}

/** *Many at once*: one property of the monuments that were ticked in the register, or of all that a view finds. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, slug, null))
  const chosen = await chosenOf(db, reader, site.id, toParams(await searchParams))
  const path = `/${lang}/${slug}`
  if (chosen.length === 0 || chosen.length > MOST_AT_ONCE)
    return (
      <>
        <h1>{t('bulk.title')}</h1>
        <p role="alert">
          {chosen.length === 0
            ? t('bulk.none')
            : t('bulk.tooMany', { count: chosen.length, most: MOST_AT_ONCE })}
        </p>
        <p>
          <a href={path}>{t('forms.back')}</a>
        </p>
      </>
    )
  return (
    <>
      <p className="quiet">
        <a href={path}>{t('forms.back')}</a>
      </p>
      <h1>{t('bulk.title')}</h1>
      <p>{t('bulk.lead')}</p>
      <Form action={change} lang={say.lang} label={t('bulk.title')}>
        <div className={styles.stack}>
          <HiddenField name="siteId" value={site.id} />
          <Fieldset legend={t('bulk.chosen', { count: chosen.length })} name="monument">
            <Chosen say={say} db={db} chosen={chosen} />
          </Fieldset>
          <Select
            name="change"
            label={t('bulk.change')}
            hint={t('bulk.changeHint')}
            none={t('bulk.choose')}
            options={[]}
            groups={Object.entries(MANY).map(([property, { list, values }]) => ({
              label: t(`bulk.properties.${property}`),
              options: codes(t, list, values).map((o) => ({
                ...o,
                value: `${property}:${o.value}`,
              })),
            }))}
          />
          <TextArea
            name="reason"
            rows={2}
            label={t('forms.reason.label')}
            hint={t('forms.reason.hint')}
          />
          <ForeseenTable lang={say.lang} texts={foreseenTexts(t)} />
          <Reviewed t={t} />
          <SaveMany
            texts={{ show: t('bulk.show'), save: t('bulk.save'), pending: t('forms.saving') }}
          />
        </div>
      </Form>
    </>
  )
}

async function Chosen({ say, db, chosen }: { say: Say; db: Db; chosen: Row<'monument'>[] }) {
  const names = await namesOf(
    db,
    chosen.map((m) => m.id),
  )
  return (
    <div className={own.chosen}>
      {chosen.map((m) => (
        <Checkbox
          key={m.id}
          name="monument"
          on={m.id}
          checked
          label={shownIn(names.get(m.id) ?? null, say.lang) || m.slug}
        />
      ))}
    </div>
  )
}

/** The monuments that the address names, or all that its view finds now. */
async function chosenOf(
  db: Db,
  reader: Reader,
  siteId: string,
  params: URLSearchParams,
): Promise<Row<'monument'>[]> {
  if (!params.has(ALL_PARAM)) return monumentsBySlug(db, reader, siteId, params.getAll(MANY_PARAM))
  const now = new Date().toISOString()
  const parsed = parseView(params, [ALL_PARAM, MANY_PARAM], now)
  if (!parsed.ok) return []
  const ids = await idsInView(db, reader, siteId, await pinView(db, parsed.view, now))
  return monumentsOf(db, reader, siteId, [...ids])
}
