import desk from '../../../../components/desk/desk.module.css'
import { StateMark } from '../../../../components/desk/state-mark'
import { When } from '../../../../components/desk/when'
import { RecordName } from '../../../../components/history/record-link'
import { AsWritten } from '../../../../components/own-text'
import type { Say } from '../../../../components/say'
import { begunAs } from '../../../../db/mutations/propose'
import type { ProposalEntry } from '../../../../db/queries/proposals'

type Props = { say: Say; path: string; proposals: ProposalEntry[] }

/** What waits for a reviewer, the oldest first. */
export function Queue({ say, path, proposals }: Props) {
  const { t } = say
  return (
    <section aria-labelledby="queue">
      <h2 id="queue">{t('desk.queue.title')}</h2>
      {proposals.length === 0 ? (
        <p>{t('desk.queue.empty')}</p>
      ) : (
        <div className={desk.scroll}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('desk.queue.record')}</th>
                <th scope="col">{t('desk.queue.what')}</th>
                <th scope="col">{t('desk.queue.who')}</th>
                <th scope="col">{t('desk.queue.since')}</th>
                <th scope="col">{t('desk.queue.state')}</th>
              </tr>
            </thead>
            <tbody>
              {proposals.map((p) => (
                <tr key={p.id}>
                  <th scope="row">
                    <ProposalLink say={say} path={path} proposal={p} />
                  </th>
                  <td>{t(`desk.verbs.${begunAs(p).verb}`)}</td>
                  <td>
                    <bdi>{p.proposer}</bdi>
                  </td>
                  <td>
                    <When say={say} at={p.proposedAt} />
                  </td>
                  <td>
                    <StateMark say={say} state={p.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** One's own proposals, the newest first, and what became of them. */
export function Own({ say, path, proposals }: Props) {
  const { t } = say
  return (
    <section aria-labelledby="own">
      <h2 id="own">{t('desk.own.title')}</h2>
      {proposals.length === 0 ? (
        <p>{t('desk.own.empty')}</p>
      ) : (
        <div className={desk.scroll}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('desk.queue.record')}</th>
                <th scope="col">{t('desk.queue.what')}</th>
                <th scope="col">{t('desk.queue.since')}</th>
                <th scope="col">{t('desk.own.outcome')}</th>
              </tr>
            </thead>
            <tbody>
              {proposals.map((p) => (
                <tr key={p.id}>
                  <th scope="row">
                    <ProposalLink say={say} path={path} proposal={p} />
                  </th>
                  <td>{t(`desk.verbs.${begunAs(p).verb}`)}</td>
                  <td>
                    <When say={say} at={p.proposedAt} />
                  </td>
                  <td>
                    <StateMark say={say} state={p.state} />
                    {p.rev !== null && <> · {t('desk.own.rev', { rev: p.rev })}</>}
                    {(p.state === 'returned' || p.state === 'rejected') && p.comment && (
                      <p className={desk.said}>
                        <AsWritten text={p.comment} />
                      </p>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function ProposalLink({
  say,
  path,
  proposal,
}: {
  say: Say
  path: string
  proposal: ProposalEntry
}) {
  return (
    <a href={`${path}/proposals/${proposal.id}`}>
      {proposal.record ? (
        <RecordName say={say} record={proposal.record} />
      ) : (
        <bdi dir="ltr">{proposal.recordId}</bdi>
      )}
    </a>
  )
}
