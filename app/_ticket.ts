import { TICKET_FIELD } from '../components/form/keep'
import { env } from '../db/cli/env'
import { openTicket, sealTicket, type Ticket } from '../db/mutations/draft-ticket'

/** The ticket that a form was sent with; null when it has none, or not one of ours. */
export function ticketIn(data: FormData): Ticket | null {
  const sealed = data.get(TICKET_FIELD)
  return typeof sealed === 'string' ? openTicket(env().secret, sealed) : null
}

/** A ticket for a form to carry. */
export function ticketFor(ticket: Ticket): string {
  return sealTicket(env().secret, ticket)
}

/** The way to sign in and back to the form. */
export function signInFor(lang: string, { path }: Pick<Ticket, 'path'>): string {
  return `/${lang}/sign-in?${new URLSearchParams({ next: path, kept: '1' })}`
}
