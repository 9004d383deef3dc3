import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whose draft of which form, about which record or place; the form's language is part of its name. */
export type DraftKey = { userId: string; form: string; about: string }

/** What a form carries so that its text can be kept when nobody is signed in any more; `path` leads back to it. */
export type Ticket = DraftKey & { path: string; expires: number }

/** How long somebody who was signed out may still leave text behind: a page open over a long weekend. */
export const TICKET_DAYS = 7

const PURPOSE = 'draft-ticket'

/** A ticket as text that only a holder of the secret can make (HMAC-SHA-256); whoever has it can read it. */
export function sealTicket(secret: string, ticket: Ticket): string {
  const body = Buffer.from(JSON.stringify(ticket)).toString('base64url')
  return `${body}.${mark(secret, body).toString('base64url')}`
}

/** The ticket that was sealed, run out or not; null for anything else. */
export function openTicket(secret: string, sealed: string): Ticket | null {
  const [body = '', given = '', ...more] = sealed.split('.')
  const expected = mark(secret, body)
  const offered = Buffer.from(given, 'base64url')
  if (more.length > 0 || offered.length !== expected.length) return null
  return timingSafeEqual(offered, expected)
    ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as Ticket)
    : null
}

/** The purpose is part of the key, so that no other use of the secret makes tickets. */
function mark(secret: string, body: string): Buffer {
  const key = createHmac('sha256', secret).update(PURPOSE).digest()
  return createHmac('sha256', key).update(body).digest()
}
