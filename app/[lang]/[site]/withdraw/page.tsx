import { notFound } from 'next/navigation'
import { Form } from '../../../../components/form/form'
import { OwnText } from '../../../../components/own-text'
import { findRecord, restingOn } from '../../../../db/queries/editing'
import { requireSite } from '../../../../db/queries/sites'
import { orNotFound } from '../../../_page'
import { onlyMoved } from '../../_editing/conflict'
import styles from '../../_editing/editing.module.css'
import { KeptField } from '../../_editing/fields'
import { keepFor } from '../../_editing/keep'
import { openForEditor, titleOf } from '../../_editing/open'
import { ConflictPanel, ReasonAndSave } from '../../_editing/parts'
import { withdrawRecord } from './actions'

type Props = PageProps<'/[lang]/[site]/withdraw'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'forms.withdraw.title')
}

/** *Withdraw* the record named by `record`: what it is, what rests on it, and why it goes. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: siteSlug } = await params
  const editing = await openForEditor(lang)
  const { say, reader, db, refusal } = editing
  const { t } = say
  if (refusal) return refusal
  await orNotFound(requireSite(db, reader, siteSlug, null))
  const { record } = await searchParams
  const found = typeof record === 'string' ? await findRecord(db, reader, record) : null
  if (!found) notFound()
  const { kind, row } = found
  const { text, dependants } = await restingOn(db, reader, found)
  const path = `/${lang}/${siteSlug}`
  const keep = await keepFor(editing, {
    form: 'withdraw',
    about: row.id,
    moved: async () => onlyMoved(row.recordedRev),
  })
  return (
    <>
      <p className="quiet">
        <a href={path}>{t('forms.back')}</a>
      </p>
      <h1>{t('forms.withdraw.title')}</h1>
      <p>
        <strong>{t(`forms.kinds.${kind}`)}</strong> <OwnText say={say} text={text} />
      </p>
      <p>{t('forms.withdraw.intro')}</p>
      {dependants.length > 0 ? (
        <section aria-labelledby="resting">
          <h2 id="resting">{t('forms.withdraw.first')}</h2>
          <ul>
            {dependants.map((d) => (
              <li key={d.id}>
                {t(`forms.kinds.${d.kind}`)} <OwnText say={say} text={d.text} />{' '}
                {d.isWithdrawable && (
                  <a href={`${path}/withdraw?record=${encodeURIComponent(d.id)}`}>
                    {t('forms.withdraw.this')}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <Form action={withdrawRecord} lang={say.lang} label={t('forms.withdraw.title')} keep={keep}>
          <div className={styles.stack}>
            <KeptField name="kind" value={kind} />
            <KeptField name="id" value={row.id} />
            <KeptField name="base" value={row.recordedRev} />
            <ConflictPanel t={t} />
            <ReasonAndSave t={t} label={t('forms.withdraw.submit')} />
          </div>
        </Form>
      )}
    </>
  )
}
