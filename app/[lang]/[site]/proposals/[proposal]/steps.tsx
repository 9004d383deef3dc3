import desk from '../../../../../components/desk/desk.module.css'
import { When } from '../../../../../components/desk/when'
import type { Say } from '../../../../../components/say'
import type { ProposalPage, Step } from '../../../../../db/queries/proposals'

/** Every step of a proposal, the oldest first: who, when, and what was said. */
export function Steps({ say, proposal }: { say: Say; proposal: ProposalPage }) {
  const { t } = say
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{t('desk.steps.title')}</h2>
      <ol className={desk.steps}>
        {proposal.steps.map((step) => {
          const key = keyOf(step, proposal)
          return (
            <li key={step.version}>
              <bdi>{step.name}</bdi> · {t(`desk.steps.${key}`, { rev: step.comment ?? '' })} ·{' '}
              <When say={say} at={step.at} />
              {step.comment !== null && key !== 'carried' && (
                <p className={desk.said} dir="auto">
                  {step.comment}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function keyOf({ state, version, userId }: Step, proposal: ProposalPage): string {
  if (state !== 'proposed' || version === 1) return state
  return userId === proposal.userId ? 'amended' : 'carried'
}
