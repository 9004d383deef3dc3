import type { Say } from './say'

/** The body of a 404, in the reader's language. */
export function NotFound({ say: { t, lang } }: { say: Say }) {
  return (
    <>
      <h1>{t('common.notFound.title')}</h1>
      <p>{t('common.notFound.text')}</p>
      <p>
        <a href={`/${lang}`}>{t('common.notFound.link')}</a>
      </p>
    </>
  )
}
