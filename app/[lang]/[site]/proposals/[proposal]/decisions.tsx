import desk from '../../../../../components/desk/desk.module.css'
import { HiddenField, Submit, TextArea } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import type { Say } from '../../../../../components/say'
import type { ProposalPage } from '../../../../../db/queries/proposals'
import { acceptProposal, carryProposal, sendBack, takeProposalBack } from './actions'

type Props = { say: Say; proposal: ProposalPage }

/** What a reviewer can do: accept what is shown, or send it back with a comment. `shown` is null where it does not fit. */
export function Decide({ say, proposal, shown }: Props & { shown: string | null }) {
  const { t, lang } = say
  const pending = t('desk.decide.pending')
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{t('desk.decide.title')}</h2>
      <div className={desk.actions}>
        {shown !== null && (
          <Form action={acceptProposal} lang={lang} label={t('desk.decide.accept')}>
            <Chosen proposal={proposal} />
            <HiddenField name="shown" value={shown} />
            <p>{t('desk.decide.acceptHint', { who: proposal.proposer })}</p>
            <Submit label={t('desk.decide.accept')} pending={pending} />
          </Form>
        )}
        <Form action={sendBack} lang={lang} label={t('desk.decide.sendBack')}>
          <Chosen proposal={proposal} />
          <TextArea
            name="comment"
            rows={3}
            label={t('desk.decide.comment')}
            hint={t('desk.decide.commentHint')}
          />
          <div className={desk.buttons}>
            <Submit
              name="state"
              value="returned"
              label={t('desk.decide.return')}
              pending={pending}
            />
            <Submit
              name="state"
              value="rejected"
              label={t('desk.decide.reject')}
              pending={pending}
              quiet
            />
          </div>
        </Form>
      </div>
    </section>
  )
}

/** Carries it over to the newest revision; `head` is null where both have changed the same. */
export function Carry({ say, proposal, head }: Props & { head: number | null }) {
  const { t, lang } = say
  if (head === null) return <p>{t('desk.proposal.noCarry')}</p>
  const label = t('desk.proposal.carry', { head })
  return (
    <Form action={carryProposal} lang={lang} label={label}>
      <Chosen proposal={proposal} />
      <p>{t('desk.proposal.carryHint')}</p>
      <Submit label={label} pending={t('desk.decide.pending')} />
    </Form>
  )
}

/** What its proposer can do: amend it in the form that made it, or take it back. */
export function Amend({ say, proposal, href }: Props & { href: string | null }) {
  const { t, lang } = say
  const label = t('desk.amend.takeBack')
  return (
    <section className={desk.actions}>
      {href !== null && (
        <p>
          <a className="button" href={href}>
            {t('desk.amend.link')}
          </a>
        </p>
      )}
      <Form action={takeProposalBack} lang={lang} label={label}>
        <Chosen proposal={proposal} />
        <p>{t('desk.amend.takeBackHint')}</p>
        <Submit label={label} pending={t('desk.decide.pending')} quiet />
      </Form>
    </section>
  )
}

/** Always what the server last showed: a decision is about that. */
function Chosen({ proposal }: { proposal: ProposalPage }) {
  return (
    <>
      <HiddenField name="proposal" value={proposal.id} />
      <HiddenField name="version" value={proposal.version} />
    </>
  )
}
