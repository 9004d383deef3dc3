import { env } from '../../../db/cli/env'
import { plainAnswer } from '../../_plain-answer'

export const dynamic = 'force-dynamic'

/** So long what it says may be relied on; it is made anew whenever it is asked for. */
const GOOD_FOR = 90 * 24 * 60 * 60 * 1000

/** Whom to tell of a hole in this installation (RFC 9116); nothing where nobody is named for that. */
export function GET(): Response {
  const { contactEmail, publicOrigin } = env()
  if (contactEmail === null) return plainAnswer(404, 'Not found')
  const expires = new Date(Date.now() + GOOD_FOR).toISOString()
  return plainAnswer(
    200,
    [
      `Contact: mailto:${contactEmail}`,
      `Expires: ${expires}`,
      `Canonical: ${publicOrigin}/.well-known/security.txt`,
    ].join('\n'),
  )
}
