import type { Lang } from '../../../db/domain/vocabulary'
import type { MadeLink } from '../../../db/mutations/people'
import { translator } from '../../_i18n'
import { inMinutes } from '../../_i18n/dates'
import type { Letter } from '../../_mail'

/**
 * The letter that brings somebody their one-time link, in their language. Every paragraph begins with a word of that
 * language, so that mail programs turn it the right way; names are isolated and the link stands on a line of its own.
 */
export function letterWith(
  { link, until }: MadeLink,
  {
    name,
    email,
    by,
    lang,
    isInvitation,
  }: { name: string; email: string; by: string; lang: Lang; isInvitation: boolean },
): Letter {
  const t = translator(lang)
  const kind = isInvitation ? 'invitation' : 'reset'
  const said = (key: string, values?: Record<string, string>) => t(`account.letter.${key}`, values)
  const paragraphs = [
    said('greeting', { name: isolated(name) }),
    said(kind, { by: isolated(by) }),
    link,
    said('until', { time: isolated(inMinutes(until)) }),
    said('unasked'),
  ]
  return { to: email, subject: said(`${kind}Subject`), text: `${paragraphs.join('\n\n')}\n` }
}

/** Text of either direction, kept from turning what stands around it (Unicode UAX 9: FSI and PDI). */
function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
