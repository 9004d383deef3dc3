import { Problems } from '../../../components/problems'
import { env } from '../../../db/cli/env'
import { sayIn } from '../../_i18n'
import en from '../../_i18n/en/access.json'
import { openPage } from '../../_page'

/** When somebody last held this statement against the pages. */
const REVIEWED = '2026-11-24'

export async function generateMetadata({ params }: PageProps<'/[lang]/accessibility'>) {
  return { title: sayIn((await params).lang === 'ar' ? 'ar' : 'en').t('access.title') }
}

/** How accessible the register is, how that was tested, and whom to tell; in the order of the W3C's model statement. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/accessibility'>) {
  const { say, problems } = await openPage((await params).lang, searchParams)
  const { t } = say
  const { contact: _, ...sections } = en.sections
  return (
    <article>
      <Problems say={say} problems={problems} />
      <h1>{t('access.title')}</h1>
      <p>{t('access.lead')}</p>
      {Object.entries(sections).map(([id, { title, ...texts }]) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id}>{t(`access.sections.${id}.title`)}</h2>
          {Object.keys(texts).map((key) => (
            <p key={key}>{t(`access.sections.${id}.${key}`)}</p>
          ))}
        </section>
      ))}
      <Contact t={t} address={env().contactEmail} />
      <p className="quiet">{t('access.reviewed', { date: say.date(REVIEWED, 'on') })}</p>
    </article>
  )
}

/** Where the operator has set no address, the page says so. */
function Contact({ t, address }: { t: ReturnType<typeof sayIn>['t']; address: string | null }) {
  const id = 'contact'
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(`access.sections.${id}.title`)}</h2>
      <p>{t(`access.sections.${id}.${address ? 'known' : 'unknown'}`)}</p>
      {address && (
        <p>
          <a href={`mailto:${address}`} dir="ltr">
            {address}
          </a>
        </p>
      )}
    </section>
  )
}
