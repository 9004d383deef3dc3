import { Saved } from '../../../../components/problems'
import { at, can } from '../../../../db/domain/policy'
import { ownProposals, queueOf } from '../../../../db/queries/proposals'
import { requireSite } from '../../../../db/queries/sites'
import { openTips } from '../../../../db/queries/tips'
import { orNotFound } from '../../../_page'
import { openForEditor, titleOf } from '../../_editing/open'
import { Messages } from './messages'
import { Own, Queue } from './proposals'
import { WorkflowSwitch } from './workflow'

type Props = PageProps<'/[lang]/[site]/desk'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'desk.title')
}

/** The editors' desk of a site: what waits for review, one's own proposals, words from outside. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const site = await orNotFound(requireSite(db, reader, slug, null))
  const here = at(reader, site.id)
  const path = `/${lang}/${slug}`
  return (
    <article>
      <Saved say={say} rev={Number((await searchParams).saved) || null} />
      <p className="quiet">
        <a href={path}>{t('desk.toSite')}</a>
      </p>
      <h1>{t('desk.title')}</h1>
      <p>{t('desk.lead')}</p>
      {can(here, 'review') && (
        <Queue say={say} path={path} proposals={await queueOf(db, reader, site.id)} />
      )}
      <Own say={say} path={path} proposals={await ownProposals(db, reader, site.id)} />
      <p>
        <a href={`${path}/import`}>{t('importing.link')}</a>
      </p>
      <Messages say={say} path={path} tips={await openTips(db, reader, site.id)} />
      <section aria-labelledby="workflow">
        <h2 id="workflow">{t('desk.workflow.title')}</h2>
        <p>{t('desk.workflow.now', { workflow: site.workflow ?? 'direct' })}</p>
        {can(here, 'administer') && <WorkflowSwitch say={say} site={site} />}
      </section>
    </article>
  )
}
