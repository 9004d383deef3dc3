import { LANG_FIELD, UNSENT } from '../../../components/form/form-state'
import { TICKET_FIELD } from '../../../components/form/keep'
import type { Lang } from '../../../db/domain/vocabulary'
import { discardDraft } from './actions'

type Props = { lang: Lang; ticket: string; label: string; name: string }

/** Throws one draft away and comes back to the list. */
export function DiscardButton({ lang, ticket, label, name }: Props) {
  const discard = discardDraft.bind(null, UNSENT) as unknown as (data: FormData) => Promise<void>
  return (
    <form action={discard}>
      <input type="hidden" name={LANG_FIELD} value={lang} />
      <input type="hidden" name={TICKET_FIELD} value={ticket} />
      <input type="hidden" name="backTo" value="list" />
      <button type="submit" aria-label={name}>
        {label}
      </button>
    </form>
  )
}
