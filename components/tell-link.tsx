import type { Say } from './say'

/** The way to tell the editors of an error, or of a source that is missing, about what a page shows. */
export function TellLink({ say, site, about }: { say: Say; site: string; about: string }) {
  const query = new URLSearchParams({ about })
  return (
    <p className="quiet">
      <a href={`/${say.lang}/${encodeURIComponent(site)}/tell?${query}`}>{say.t('tips.link')}</a>
    </p>
  )
}
