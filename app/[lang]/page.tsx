import { redirect } from 'next/navigation'
import { OwnText } from '../../components/own-text'
import { listSites } from '../../db/queries/sites'
import { openPage } from '../_page'

/** The sites; with a single one this leads straight to it. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]'>) {
  const { say, db, reader, pinned } = await openPage((await params).lang, searchParams)
  const sites = await listSites(db, reader, pinned.view.rev)
  const [only] = sites
  if (only && sites.length === 1) redirect(`/${say.lang}/${only.slug}`)
  return (
    <>
      <h1>{say.t('common.sites.title')}</h1>
      {sites.length === 0 && <p>{say.t('common.sites.none')}</p>}
      <ul>
        {sites.map((site) => (
          <li key={site.id}>
            <a href={`/${say.lang}/${site.slug}`}>
              <OwnText say={say} text={site.name} />
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
