import type { ReactElement } from 'react'
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
export function Queue(props: Props) {
  const { say } = props
  return (
    <Proposals {...props} id="queue" columns={['queue.who', 'queue.since', 'queue.state']}>
      {(p) => [
        <bdi key="who">{p.proposer}</bdi>,
        <When key="since" say={say} at={p.proposedAt} />,
        <StateMark key="state" say={say} state={p.state} />,
      ]}
    </Proposals>
  )
}

/** One's own proposals, the newest first, and what became of them. */
export function Own(props: Props) {
  const { say } = props
  return (
    <Proposals {...props} id="own" columns={['queue.since', 'own.outcome']}>
      {(p) => [
        <When key="since" say={say} at={p.proposedAt} />,
        <Outcome key="outcome" say={say} proposal={p} />,
      ]}
    </Proposals>
  )
}

type TableProps = Props & {
  /** Names the section, and its messages. */
  id: 'queue' | 'own'
  columns: string[]
  /** What stands in the columns, in their order. */
  children: (proposal: ProposalEntry) => ReactElement[]
}

/** Proposals by what they change and how, with further columns. */
function Proposals({ say, path, proposals, id, columns, children }: TableProps) {
  const { t } = say
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(`desk.${id}.title`)}</h2>
      {proposals.length === 0 ? (
        <p>{t(`desk.${id}.empty`)}</p>
      ) : (
        <div className={desk.scroll}>
          <table>
            <thead>
              <tr>
                {['queue.record', 'queue.what', ...columns].map((column) => (
                  <th key={column} scope="col">
                    {t(`desk.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {proposals.map((p) => (
                <tr key={p.id}>
                  <th scope="row">
                    <ProposalLink say={say} path={path} proposal={p} />
                  </th>
                  <td>{t(`desk.verbs.${begunAs(p).verb}`)}</td>
                  {children(p).map((cell) => (
                    <td key={cell.key}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Outcome({ say, proposal: p }: { say: Say; proposal: ProposalEntry }) {
  return (
    <>
      <StateMark say={say} state={p.state} />
      {p.rev !== null && <> · {say.t('desk.own.rev', { rev: p.rev })}</>}
      {(p.state === 'returned' || p.state === 'rejected') && p.comment && (
        <p className={desk.said}>
          <AsWritten text={p.comment} />
        </p>
      )}
    </>
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
