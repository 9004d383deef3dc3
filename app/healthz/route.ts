import { plainAnswer } from '../_plain-answer'

export const dynamic = 'force-dynamic'

/** The process lives; nothing else is asked. */
export function GET(): Response {
  return plainAnswer(200, 'alive')
}
