import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import { AMENDS_FIELD, type FormState, LANG_FIELD } from '../components/form/form-state'
import type { Translate } from '../components/say'
import { env } from '../db/cli/env'
import { DomainError, Proposed } from '../db/domain/errors'
import { type Action, can, canSomewhere, type Reader } from '../db/domain/policy'
import type { Lang } from '../db/domain/vocabulary'
import type { Ticket } from '../db/mutations/draft-ticket'
import { discardDraft, keepDraft, type Typed } from '../db/mutations/drafts'
import { take } from '../db/mutations/limiter'
import { amend } from '../db/mutations/proposals'
import { isOpenTo } from '../db/queries/instance'
import { proposalPath } from '../db/queries/proposals'
import { store } from '../db/store/open'
import { asTrouble, ifWritable, isTrouble } from '../db/store/trouble'
import { addressKey } from './_client-address'
import { fileIn, keepTyped, type Raw, readForm, translateIssues, withChoices } from './_form-data'
import { isLang, translator } from './_i18n'
import { log, logBug } from './_log'
import { ownPath } from './_own-path'
import { isFromOwnPage } from './_same-origin'
import { getReader } from './_session'
import { signInFor, ticketIn } from './_ticket'

/** What an action is given once everything about the request has been checked. */
export type Request<Input> = {
  input: Input
  reader: Reader
  lang: Lang
  t: Translate
  now: Date
  address: string
  /** Everything as it was typed, by the name of its field. */
  typed: Typed
  /** What the form may keep and whose: for most actions, the draft that this was. */
  draft: Ticket | null
  /** The file that was chosen in a field of this name; null where none was. */
  file(name: string): File | null
}

/**
 * What an action answers: where to go, or what to say. `errors` name their field and hold sentences in the reader's
 * language; expected failures of mutations may simply be left to throw as DomainError.
 */
export type Outcome<Extra> =
  | { redirect: string }
  | { done: string; extra?: Extra }
  | {
      errors: { field: string | null; message: string }[]
      title?: string
      extra?: Extra
      /** What fields are to show instead of what was typed in them. */
      values?: Record<string, string[]>
    }

export type ActionSpec<Schema extends z.ZodType, Extra> = {
  /** For the log. */
  name: string
  schema: Schema
  /** What the reader must be allowed to do where the page is; null for those who are nobody yet. */
  needs: Need | null
  /** Also works in a private register for those who are no members: the ways in and out. */
  isWayIn?: boolean
  /** How often one person (or address, when nobody) may do this. */
  limit?: { most: number; minutes: number }
  /** True for the actions that keep drafts: they decide themselves about a form that somebody else began. */
  isDesk?: boolean
  /** What a refused form shows beside its errors, whatever refused it. */
  aside?(sent: Raw, lang: Lang): Extra
  run(request: Request<z.output<Schema>>): Promise<Outcome<Extra>>
}

/**
 * A right at the site of the page; or `account`, which everybody has who is signed in; or `manage`, which those have who
 * administer a site at least (which one, the mutation asks).
 */
export type Need = Action | 'account' | 'manage'

const USUAL_LIMIT = { most: 120, minutes: 10 }
/** Drafts are kept every few seconds, and once more with every form that is sent. */
export const DRAFT_LIMIT = { most: 1500, minutes: 10 }

/**
 * Makes a server action; every one is made here. Checks in this order: sent by our own page, by whoever began the form,
 * rights, how often, the input. What was typed by somebody who is not signed in any more is kept as their draft, and
 * nothing else is done with it; a form that was accepted is a draft no longer. Answers with a state for the form and
 * never throws for what can be expected; a bug is logged without what was typed, and the reader is given its reference
 * number.
 */
export function formAction<Schema extends z.ZodType, Extra = never>(
  spec: ActionSpec<Schema, Extra>,
) {
  return async (_before: FormState<Extra>, sent: FormData): Promise<FormState<Extra>> => {
    const data = withChoices(sent)
    const lang = langOf(data)
    const outcome = await attempt(spec, data, lang)
    if ('redirect' in outcome) redirect(ownPath(outcome.redirect, env().publicOrigin))
    if ('done' in outcome)
      return answer<Extra>({ ok: true, title: outcome.done, extra: outcome.extra })
    const title = outcome.title ?? translator(lang)('errors.problem')
    const values = { ...keepTyped(data), ...outcome.values }
    const extra = outcome.extra ?? spec.aside?.(readForm(data), lang)
    return answer<Extra>({ ok: false, title, errors: outcome.errors, values, extra })
  }
}

async function attempt<Schema extends z.ZodType, Extra>(
  spec: ActionSpec<Schema, Extra>,
  data: FormData,
  lang: Lang,
): Promise<Outcome<Extra>> {
  const t = translator(lang)
  try {
    const sent = await headers()
    if (!isFromOwnPage(sent, env().publicOrigin)) throw new Refusal('cross_site')
    const reader = await getReader()
    const now = new Date()
    const draft = ticketIn(data)
    const typed = keepTyped(data)
    if (draft !== null && draft.userId !== reader.userId && !spec.isDesk)
      return await keepInstead(draft, typed, { reader, lang, t, now })
    if (spec.needs !== null && !meets(reader, spec.needs)) throw new DomainError('forbidden')
    if (!spec.isWayIn && spec.needs !== 'account' && !(await isOpenTo(store().db, reader)))
      throw new DomainError('forbidden')
    const address = addressKey(sent, env().publicOrigin, env().proxies)
    await take(
      store(),
      [{ key: `${spec.name}:${reader.userId ?? address}`, ...(spec.limit ?? USUAL_LIMIT) }],
      now,
    )
    const parsed = await spec.schema.safeParseAsync(readForm(data), { reportInput: true })
    if (!parsed.success) return { errors: translateIssues(t, parsed.error) }
    const input = parsed.data
    const file = (name: string) => fileIn(data, name)
    const request = { input, reader, lang, t, now, address, typed, draft, file }
    const outcome = await orProposed(spec.run(request), data, request)
    // What was done is done, even where the draft cannot be thrown away now.
    if (draft !== null && !spec.isDesk && !('errors' in outcome))
      await ifWritable(() => discardDraft(store(), draft))
    return outcome
  } catch (error) {
    return failure(t, error, spec.name)
  }
}

function meets(reader: Reader, need: Need): boolean {
  if (need === 'account') return reader.userId !== null
  return need === 'manage' ? canSomewhere(reader, 'administer') : can(reader, need)
}

/** Whoever began the form has been signed out: nothing typed is lost, and nothing is done in anybody else's name. */
async function keepInstead(
  draft: Ticket,
  typed: Typed,
  { reader, lang, t, now }: Pick<Request<never>, 'reader' | 'lang' | 't' | 'now'>,
): Promise<Outcome<never>> {
  await take(store(), [{ key: `draft:${draft.userId}`, ...DRAFT_LIMIT }], now)
  await keepDraft(store(), draft, typed, { now, isPresent: false })
  if (reader.userId === null) return { redirect: signInFor(lang, draft) }
  return { errors: [{ field: null, message: t('drafts.otherPerson') }] }
}

/** At a site that reviews changes, a form that was accepted leads to the proposal that it became. */
async function orProposed<Extra>(
  run: Promise<Outcome<Extra>>,
  data: FormData,
  { reader, lang, now }: Pick<Request<never>, 'reader' | 'lang' | 'now'>,
): Promise<Outcome<Extra>> {
  try {
    return await run
  } catch (error) {
    if (!(error instanceof Proposed)) throw error
    const former = data.get(AMENDS_FIELD)
    const amending = { store: store(), reader, now: now.toISOString() }
    const id =
      typeof former === 'string' ? await amend(amending, { former, fresh: error.id }) : error.id
    return { redirect: `/${lang}${await proposalPath(store().db, id)}` }
  }
}

/** Not a domain matter: the request is not one of ours. */
class Refusal extends Error {}

function failure(t: Translate, thrown: unknown, name: string): Outcome<never> {
  const error = asTrouble(thrown)
  if (isTrouble(error)) log().error({ action: name, err: error.cause }, error.code)
  try {
    if (!(error instanceof Refusal || error instanceof DomainError)) throw error
    const message = domainMessage(t, error)
    log().info({ action: name, refused: error.message }, 'refused')
    return { errors: [message] }
  } catch (bug) {
    const reference = logBug(bug, name)
    return { errors: [{ field: null, message: t('errors.unexpected', { reference }) }] }
  }
}

/** `detail` of an `invalid` is a message key under `errors.`; that of `too_many` the minutes to wait. */
function domainMessage(t: Translate, error: Error): { field: string | null; message: string } {
  if (!(error instanceof DomainError)) return { field: null, message: t(`errors.${error.message}`) }
  const { code, field, detail } = error
  if (code === 'too_many')
    return { field, message: t('errors.too_many', { minutes: Number(detail ?? 1) }) }
  if (code === 'invalid' && detail !== null) return { field, message: t(`errors.${detail}`) }
  return { field, message: t(`errors.${code}`) }
}

function answer<Extra>(
  given: Pick<FormState<Extra>, 'ok' | 'title'> & Partial<FormState<Extra>>,
): FormState<Extra> {
  return { errors: [], values: {}, key: randomUUID(), ...given }
}

function langOf(data: FormData): Lang {
  const given = data.get(LANG_FIELD)
  return typeof given === 'string' && isLang(given) ? given : 'en'
}
