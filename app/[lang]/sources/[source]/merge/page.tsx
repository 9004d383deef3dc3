import { Form } from '../../../../../components/form/form'
import form from '../../../../../components/form/form.module.css'
import { AsWritten } from '../../../../../components/own-text'
import type { Say } from '../../../../../components/say'
import { sourceLabel } from '../../../../../db/mutations/sources'
import { sourceChoices, sourceToEdit } from '../../../../../db/queries/editing'
import { mergePreview, namedSource } from '../../../../../db/queries/merging'
import type { Row } from '../../../../../db/store/records'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { KeptField, Notices } from '../../../_editing/fields'
import { openForEditor, titleOf } from '../../../_editing/open'
import { ReasonAndSave } from '../../../_editing/parts'
import { merge } from './actions'
import { SideBySide } from './side-by-side'

type Props = PageProps<'/[lang]/sources/[source]/merge'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'library.merge.title')
}

/** *Merge a duplicate* into this source: `with` names the other, and both are shown before anything is done. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, source: segment } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const stays = await orNotFound(sourceToEdit(db, reader, decodeURIComponent(segment)))
  const typed = [(await searchParams).with ?? ''].flat()[0]?.trim() ?? ''
  const named = typed ? await namedSource(db, reader, typed) : null
  const goes = named?.id === stays.id ? null : named
  const path = (source: Row<'source'>) => `/${lang}/sources/${encodeURIComponent(source.id)}`
  return (
    <>
      <p className="quiet">
        <a href={path(stays)}>{t('forms.back')}</a>
      </p>
      <h1>{t('library.merge.title')}</h1>
      <p>
        <AsWritten text={stays.title} />
      </p>
      <p>{t('library.merge.intro')}</p>
      {typed && !goes && (
        <div role="alert" className={form.summary}>
          <p>{t('library.merge.unknown')}</p>
        </div>
      )}
      {goes ? (
        <>
          <Consequences
            say={say}
            stays={stays}
            goes={goes}
            counts={await mergePreview(db, stays.id, goes.id)}
          />
          <p>
            <a href={`${path(goes)}/merge?with=${encodeURIComponent(stays.id)}`}>
              {t('library.merge.swap')}
            </a>
          </p>
          <Form action={merge} lang={say.lang} label={t('library.merge.title')}>
            <div className={styles.stack}>
              <KeptField name="staysId" value={stays.id} />
              <KeptField name="staysBase" value={stays.recordedRev} />
              <KeptField name="goesId" value={goes.id} />
              <KeptField name="goesBase" value={goes.recordedRev} />
              <Notices />
              <SideBySide say={say} stays={stays} goes={goes} />
              <ReasonAndSave t={t} label={t('library.merge.submit')} />
            </div>
          </Form>
        </>
      ) : (
        <form method="get" action={`${path(stays)}/merge`} className={form.form}>
          <div className={form.field}>
            <label htmlFor="with">{t('library.merge.pick')}</label>
            <p className={form.hint}>{t('library.merge.pickHint')}</p>
            <input id="with" name="with" list="others" defaultValue={typed} autoComplete="off" />
            <datalist id="others">
              {(await sourceChoices(db, reader))
                .filter((source) => source.id !== stays.id)
                .map((source) => (
                  <option key={source.id} value={sourceLabel(source)} />
                ))}
            </datalist>
          </div>
          <p>
            <button type="submit">{t('library.merge.next')}</button>
          </p>
        </form>
      )}
    </>
  )
}

function Consequences({
  say: { t },
  stays,
  goes,
  counts,
}: {
  say: Say
  stays: Row<'source'>
  goes: Row<'source'>
  counts: { claims: number; others: number; alike: number }
}) {
  const isRestricted = stays.sensitivity !== goes.sensitivity
  return (
    <p role="note">
      {t('library.merge.counts', { claims: counts.claims, others: counts.others })}{' '}
      {counts.alike > 0 && t('library.merge.same', { count: counts.alike })}{' '}
      {isRestricted && t('library.merge.restricted')}
    </p>
  )
}
