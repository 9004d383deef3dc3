import { HiddenField, Radios, Submit, TextField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Say } from '../../../../components/say'
import { AUDIENCES, can, type Reader } from '../../../../db/domain/policy'
import { langOf, REPORT_LANGS } from '../../../../db/domain/report-options'
import { freezeReport } from './actions'
import styles from './freeze-box.module.css'

type Props = {
  say: Say
  reader: Reader
  site: string
  /** The view, wholly pinned, and where they are chosen already the report's options. */
  query: URLSearchParams
}

/** How to keep the report of a view: for editors the form that freezes it, for everybody the way to those frozen. */
export function FreezeBox({ say: { t, lang }, reader, site, query }: Props) {
  const pinned = new URLSearchParams(query)
  if (!query.has('lang')) pinned.set('lang', lang)
  return (
    <section className={styles.freeze} aria-labelledby="freeze">
      <h2 id="freeze">{t('frozen.box.title')}</h2>
      <p>
        {t('frozen.box.lead')} <a href={`/${lang}/${site}/reports`}>{t('frozen.box.list')}</a>
      </p>
      {can(reader, 'record') ? (
        <details>
          <summary>{t('frozen.box.open')}</summary>
          <Form action={freezeReport} lang={lang} label={t('frozen.box.open')}>
            <HiddenField name="site" value={site} />
            <HiddenField name="query" value={query.toString()} />
            {query.has('lang') ? (
              <HiddenField name="reportLang" value={langOf(query, lang)} />
            ) : (
              <Radios
                name="reportLang"
                label={t('frozen.box.lang')}
                value={lang}
                options={REPORT_LANGS.map((l) => ({ value: l, label: t(`frozen.langs.${l}`) }))}
              />
            )}
            <Radios
              name="audience"
              label={t('frozen.box.audience')}
              value="public"
              options={AUDIENCES.map((a) => ({
                value: a,
                label: t(`frozen.audiences.${a}`),
                hint: t(`frozen.box.audienceHints.${a}`),
              }))}
            />
            <TextField
              name="title"
              label={t('frozen.box.name')}
              hint={t('frozen.box.nameHint')}
              dir="auto"
            />
            <Submit label={t('frozen.box.submit')} pending={t('frozen.box.pending')} />
          </Form>
        </details>
      ) : (
        <p className="quiet">
          {t('frozen.box.editorsOnly')}{' '}
          <a href={`/exports/${site}/report.pdf?${pinned}`}>{t('frozen.box.pinned')}</a>
        </p>
      )}
    </section>
  )
}
