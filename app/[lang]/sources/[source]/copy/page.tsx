import { TextField } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import form from '../../../../../components/form/form.module.css'
import { AsWritten } from '../../../../../components/own-text'
import { COPY_MOST, COPY_TYPES } from '../../../../../db/domain/copy-types'
import { sourceToEdit } from '../../../../../db/queries/editing'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { KeptField } from '../../../_editing/fields'
import { openForEditor, titleOf } from '../../../_editing/open'
import { ReasonAndSave } from '../../../_editing/parts'
import { attach } from './actions'

type Props = PageProps<'/[lang]/sources/[source]/copy'>

const MEGABYTES = COPY_MOST / 1024 / 1024
const PROBLEMS = ['none', 'type', 'large', 'full', 'unwritable', 'refused', 'many', 'broken']
/** What a picker of files offers first; the bytes decide. */
const OFFERED = [...COPY_TYPES, '.mhtml', '.mht', '.warc', '.warc.gz', '.txt', '.md'].join(',')

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'library.copy.title')
}

/** *Attach a copy*: first the file is sent (`kept` is its SHA-256 then), then it is attached, with a reason. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, source: segment } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const source = await orNotFound(sourceToEdit(db, reader, decodeURIComponent(segment)))
  const asked = await searchParams
  const one = (name: string) => [asked[name] ?? ''].flat()[0] ?? ''
  const [kept, problem] = [one('kept'), one('problem')]
  const id = encodeURIComponent(source.id)
  return (
    <>
      <p className="quiet">
        <a href={`/${lang}/sources/${id}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('library.copy.title')}</h1>
      <p>
        <AsWritten text={source.title} />
      </p>
      {PROBLEMS.includes(problem) && (
        <div role="alert" className={form.summary}>
          <p>
            {t(`library.copy.problems.${problem}`, { size: MEGABYTES, type: one('type') || '?' })}
          </p>
        </div>
      )}
      {/^[0-9a-f]{64}$/.test(kept) ? (
        <>
          <p role="status">{t('library.copy.kept')}</p>
          <Form action={attach} lang={say.lang} label={t('library.copy.title')}>
            <div className={styles.stack}>
              <KeptField name="sourceId" value={source.id} />
              <KeptField name="base" value={source.recordedRev} />
              <KeptField name="sha256" value={kept} />
              <p>
                {t('library.copy.sha256')}{' '}
                <bdi dir="ltr" className={styles.hash}>
                  {kept}
                </bdi>
              </p>
              <TextField
                name="name"
                label={t('library.copy.name')}
                value={one('name')}
                dir="auto"
              />
              <ReasonAndSave t={t} label={t('library.copy.attach')} />
            </div>
          </Form>
        </>
      ) : (
        <>
          <p>{t('library.copy.intro', { size: MEGABYTES })}</p>
          <form
            method="post"
            encType="multipart/form-data"
            action={`/copies/${id}?lang=${lang}`}
            className={form.form}
            aria-label={t('library.copy.title')}
          >
            <div className={form.field}>
              <label htmlFor="file">{t('library.copy.file')}</label>
              <input id="file" type="file" name="file" accept={OFFERED} required />
            </div>
            <p>
              <button type="submit">{t('library.copy.upload')}</button>
            </p>
          </form>
        </>
      )}
    </>
  )
}
