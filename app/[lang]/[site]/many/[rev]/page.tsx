import { notFound } from 'next/navigation'
import { HiddenField, TextArea } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import { OwnText } from '../../../../../components/own-text'
import { Saved } from '../../../../../components/problems'
import { revisionOf } from '../../../../../db/queries/editing'
import { inWords, planUndo } from '../../../../../db/queries/many'
import { requireSite } from '../../../../../db/queries/sites'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { openForEditor, titleOf } from '../../../_editing/open'
import { Reviewed } from '../../../_editing/reviewed'
import { undoRevision } from '../actions'
import { ForeseenTable, SaveMany } from '../foreseen'
import { foreseenTexts } from '../texts'

type Props = PageProps<'/[lang]/[site]/many/[rev]'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'bulk.undo.title')
}

/** *Undo* a revision that corrected many: what would be as it was before, what has moved since and stays, and why. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug, rev: segment } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, slug, null))
  const rev = /^[1-9]\d{0,8}$/.test(segment) ? Number(segment) : 0
  const plan = await planUndo(db, reader, site.id, rev)
  if (plan === null) notFound()
  const [rows, moved, revision] = await Promise.all([
    inWords(db, plan.planned),
    inWords(db, plan.moved),
    revisionOf(db, rev),
  ])
  const about = { rev, at: (revision?.at ?? '').slice(0, 10), reason: revision?.reason ?? '' }
  const saved = Number((await searchParams).saved) || null
  return (
    <>
      <Saved say={say} rev={saved} />
      <p className="quiet">
        <a href={`/${lang}/${slug}`}>{t('forms.back')}</a>
        {' · '}
        <a href={`/${lang}/${slug}/changes`}>{t('history.changes')}</a>
      </p>
      <h1>{t(saved === rev ? 'bulk.undo.done' : 'bulk.undo.title')}</h1>
      <p>{t('bulk.undo.about', about)}</p>
      {moved.length > 0 && (
        <section aria-labelledby="moved">
          <h2 id="moved">{t('bulk.undo.moved', { count: moved.length })}</h2>
          <ul>
            {moved.map(({ seen, place }) => (
              <li key={seen}>
                <OwnText say={say} text={place} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {rows.length === 0 ? (
        <p>{t('bulk.undo.nothing')}</p>
      ) : (
        <Form action={undoRevision} lang={say.lang} label={t('bulk.undo.title')}>
          <div className={styles.stack}>
            <HiddenField name="siteId" value={site.id} />
            <HiddenField name="rev" value={rev} />
            <ForeseenTable
              lang={say.lang}
              texts={{ ...foreseenTexts(t), caption: t('bulk.undo.caption') }}
              rows={rows}
            />
            <TextArea
              name="reason"
              rows={2}
              label={t('forms.reason.label')}
              hint={t('forms.reason.hint')}
            />
            <Reviewed t={t} />
            <SaveMany
              rows={rows}
              texts={{
                show: t('bulk.show'),
                save: t('bulk.undo.submit'),
                pending: t('forms.saving'),
              }}
            />
          </div>
        </Form>
      )}
    </>
  )
}
