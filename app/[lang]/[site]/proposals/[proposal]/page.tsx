import { randomBytes, randomUUID } from 'node:crypto'
import { MovedTable } from '../../../../../components/desk/moved-table'
import { ProposedChanges } from '../../../../../components/desk/proposed-changes'
import { StateMark } from '../../../../../components/desk/state-mark'
import { When } from '../../../../../components/desk/when'
import { RecordName } from '../../../../../components/history/record-link'
import { AsWritten } from '../../../../../components/own-text'
import type { Say } from '../../../../../components/say'
import { at } from '../../../../../db/domain/policy'
import {
  carriedOver,
  type Deciding,
  type Outlook,
  outlookOf,
} from '../../../../../db/mutations/proposals'
import { begunAs, hashOfChanges } from '../../../../../db/mutations/propose'
import type { ProposalPage } from '../../../../../db/queries/proposals'
import { getProposal, movedFields, tellChanges } from '../../../../../db/queries/proposals'
import { store } from '../../../../../db/store/open'
import { orNotFound } from '../../../../_page'
import styles from '../../../_editing/editing.module.css'
import { openForEditor, titleOf } from '../../../_editing/open'
import { Amend, Carry, Decide } from './decisions'
import { amendHref } from './form-path'
import { Steps } from './steps'

type Props = PageProps<'/[lang]/[site]/proposals/[proposal]'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'desk.proposal.title')
}

/** One proposed change: what it would do to the register as it is now, what was said of it, and what can be done. */
export default async function Page({ params }: Props) {
  const { lang, site, proposal: id } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  const { t } = say
  if (refusal) return refusal
  const found = await orNotFound(getProposal(db, reader, id))
  const isOpen = found.state === 'proposed' || found.state === 'returned'
  const deciding: Deciding = {
    store: store(),
    reader: at(reader, found.siteId),
    now: new Date().toISOString(),
    newId: randomUUID,
    salt: randomBytes(16).toString('hex'),
  }
  const outlook = isOpen ? await outlookOf(deciding, found) : null
  return (
    <article>
      <p className="quiet">
        <a href={`/${lang}/${site}/desk`}>{t('desk.back')}</a>
      </p>
      <h1>{t('desk.proposal.title')}</h1>
      <p>
        <StateMark say={say} state={found.state} />{' '}
        {found.record && (
          <a href={`/${lang}${found.record.page ?? `/history/${found.recordId}`}`}>
            <RecordName say={say} record={found.record} />
          </a>
        )}
      </p>
      <p>
        {t('desk.proposal.meta', {
          what: t(`desk.verbs.${begunAs(found).verb}`),
          who: found.proposer,
        })}{' '}
        · <When say={say} at={found.proposedAt} />
      </p>
      <p>
        {t('desk.proposal.reason')}: <AsWritten text={found.reason} />
      </p>
      <Standing say={say} found={found} />
      <Changes say={say} deciding={deciding} found={found} outlook={outlook} />
      <Steps say={say} proposal={found} />
      {found.may === 'amend' && (
        <Amend say={say} proposal={found} href={await amendHref(db, reader, lang, found)} />
      )}
      {found.may === 'decide' && (
        <Decide say={say} proposal={found} shown={outlook?.fits ? outlook.hash : null} />
      )}
    </article>
  )
}

function Standing({ say: { t }, found }: { say: Say; found: ProposalPage }) {
  if (found.may === 'amend')
    return (
      <p className={styles.notice} role="status">
        {t(`desk.proposal.${found.state === 'returned' ? 'returned' : 'waiting'}`)}
      </p>
    )
  if (found.state !== 'accepted' || found.rev === null) return null
  return <p role="status">{t('desk.proposal.became', { rev: found.rev })}</p>
}

/** What it would change now; where that is not what was proposed, what has moved, and what had been proposed. */
async function Changes({
  say,
  deciding,
  found,
  outlook,
}: {
  say: Say
  deciding: Deciding
  found: ProposalPage
  outlook: Outlook | null
}) {
  const { t } = say
  const { reader, store } = deciding
  const told = (changes: ProposalPage['changes']) =>
    tellChanges(store.db, reader, found.siteId, changes)
  const before = await told(found.changes)
  const isMoved = outlook?.fits && outlook.hash !== hashOfChanges(found.changes)
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">
        {t(`desk.proposal.${found.state === 'accepted' ? 'changed' : 'changes'}`)}
      </h2>
      {outlook && !outlook.fits && (
        <Unfit say={say} deciding={deciding} found={found} outlook={outlook} />
      )}
      {outlook?.fits && isMoved ? (
        <>
          <p className={styles.notice} role="status">
            {t('desk.proposal.moved', { rev: found.atRev, head: outlook.head })}
          </p>
          <ProposedChanges say={say} rev={null} changes={await told(outlook.changes)} />
          <details>
            <summary>{t('desk.proposal.asProposed', { rev: found.atRev })}</summary>
            <ProposedChanges say={say} rev={null} changes={before} />
          </details>
        </>
      ) : (
        <ProposedChanges say={say} rev={found.rev} changes={before} />
      )}
    </section>
  )
}

/** Why it cannot be saved, what others have changed of the same records, and whether it can be carried over. */
async function Unfit({
  say,
  deciding,
  found,
  outlook,
}: {
  say: Say
  deciding: Deciding
  found: ProposalPage
  outlook: Extract<Outlook, { fits: false }>
}) {
  const { t } = say
  const fields = await movedFields(deciding.store.db, deciding.reader, found)
  const canCarry = (await outlookOf(deciding, carriedOver(found))).fits
  const { code, detail } = outlook.error
  const why = code === 'invalid' && detail ? t(`errors.${detail}`) : t(`desk.unfit.${code}`)
  return (
    <div className={styles.notice} role="status">
      <p>{t('desk.proposal.unfit', { why })}</p>
      {fields.length > 0 && <MovedTable say={say} fields={fields} />}
      {found.may === 'decide' && (
        <Carry say={say} proposal={found} head={canCarry ? outlook.head : null} />
      )}
    </div>
  )
}
