import form from '../../../../components/form/form.module.css'
import type { Say } from '../../../../components/say'
import { FILE_MOST } from '../../../../db/import/limits'
import { listImports } from '../../../../db/queries/imports'
import { requireSite } from '../../../../db/queries/sites'
import { orNotFound } from '../../../_page'
import { openForEditor, titleOf } from '../../_editing/open'
import styles from './import.module.css'
import { ImportList } from './list'
import { Prepare } from './prepare'

type Props = PageProps<'/[lang]/[site]/import'>

const MEGABYTES = FILE_MOST / 1024 / 1024
const PROBLEMS = ['none', 'large', 'full', 'unwritable', 'refused', 'many', 'broken', 'gone']

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'importing.title')
}

/** *Import*: first a file is sent (`kept` is its SHA-256 then), then it is said what it means and how to bring it in. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, slug, null))
  const asked = await searchParams
  const all = (name: string) => [asked[name] ?? []].flat()
  const [kept, problem] = [all('kept')[0] ?? '', all('problem')[0] ?? '']
  const path = `/${lang}/${slug}`
  return (
    <>
      <p className="quiet">
        <a href={`${path}/desk`}>{t('importing.toDesk')}</a>
      </p>
      <h1>{t('importing.title')}</h1>
      {PROBLEMS.includes(problem) && (
        <div role="alert" className={form.summary}>
          <p>{t(`importing.problems.${problem}`, { size: MEGABYTES })}</p>
        </div>
      )}
      {/^[0-9a-f]{64}$/.test(kept) ? (
        <Prepare
          say={say}
          db={db}
          reader={reader}
          site={site}
          path={path}
          sent={{ kept, name: all('name')[0]?.slice(0, 120) || 'file', fields: all('field') }}
        />
      ) : (
        <>
          <p className={styles.lead}>{t('importing.lead')}</p>
          <Upload say={say} slug={slug} />
          <ImportList say={say} path={path} imports={await listImports(db, reader, site.id)} />
        </>
      )}
    </>
  )
}

function Upload({ say: { t, lang }, slug }: { say: Say; slug: string }) {
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={`/imports/${encodeURIComponent(slug)}?lang=${lang}`}
      className={form.form}
      aria-label={t('importing.title')}
    >
      <div className={form.fields}>
        <div className={form.field}>
          <label htmlFor="file">{t('importing.file.label')}</label>
          <p id="file-hint" className="quiet">
            {t('importing.file.hint', { size: MEGABYTES })}
          </p>
          <input
            id="file"
            type="file"
            name="file"
            accept=".csv,.tsv,.txt,.xlsx,.geojson,.json"
            aria-describedby="file-hint"
            required
          />
        </div>
        <button type="submit">{t('importing.file.send')}</button>
      </div>
    </form>
  )
}
