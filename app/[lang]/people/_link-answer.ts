import type { Translate } from '../../../components/say'
import type { MadeLink } from '../../../db/mutations/people'
import { inMinutes } from '../../_i18n/dates'
import type { Posted } from '../../_mail'

/** What is said of a link that has just been made: how long it works, and what became of the letter with it. */
export function linkAnswer(
  t: Translate,
  name: string,
  { link, until }: MadeLink,
  posted: Posted,
): { done: string; extra: { once: string } } {
  const made = t('account.persons.linkMade', { name, time: inMinutes(until) })
  return { done: `${made} ${t(`account.persons.posted.${posted}`)}`, extra: { once: link } }
}
