import { createHash } from 'node:crypto'
import type { FormState } from '../../../components/form/form-state'
import { KEEP_TEXTS, type Keep } from '../../../components/form/keep'
import { TICKET_DAYS } from '../../../db/mutations/draft-ticket'
import type { Typed } from '../../../db/mutations/drafts'
import { type Draft, findDraft } from '../../../db/queries/drafts'
import { currentAddress } from '../../_address'
import { ticketFor } from '../../_ticket'
import { autosave, discardDraft, keepDraft } from '../drafts/actions'
import type { Aside } from './answers'
import { aboutRevision, type Moved, mergedWith } from './conflict'
import type { Editing } from './open'

type Asked = {
  /** The form, and the record or place that it is about. */
  form: string
  about: string
  /** Where a form with a base began and where its record stands now: asked only when there is a draft. */
  moved?: (typed: Typed) => Promise<Moved | null>
}

const DAY = 24 * 60 * 60 * 1000

/**
 * What a form needs to keep drafts, with the one that is there already filled in; merged with the record when that has
 * moved since. The form in each language has drafts of its own, since texts are in the language of the page.
 */
export async function keepFor(
  { say, reader, db }: Pick<Editing, 'say' | 'reader' | 'db'>,
  { form, about, moved }: Asked,
): Promise<Keep> {
  const key = { userId: reader.userId ?? '', form: `${form}.${say.lang}`, about }
  const path = `/${say.lang}${await currentAddress(say.lang)}`
  const draft = await findDraft(db, reader, key)
  const texts = KEEP_TEXTS.map(
    (text) => [text, say.t(`drafts.form.${text}`, { time: '{time}' })] as const,
  )
  return {
    ticket: ticketFor({ ...key, path, expires: Date.now() + TICKET_DAYS * DAY }),
    storageKey: createHash('sha256').update(JSON.stringify(key)).digest('base64url').slice(0, 22),
    begun: draft && (await begunWith({ say, db }, draft, moved)),
    said: draft && {
      since: say.t('drafts.form.since', { at: minuteOf(draft.savedAt) }),
      version: await versionOf({ say, db }, draft),
    },
    path,
    autosave,
    keep: keepDraft,
    discard: discardDraft,
    texts: Object.fromEntries(texts) as Keep['texts'],
  }
}

/** `2026-11-22 12:03`, in UTC. */
export function minuteOf(timestamp: string): string {
  return timestamp.replace('T', ' ').slice(0, 16)
}

async function begunWith(
  { say, db }: Pick<Editing, 'say' | 'db'>,
  { values, savedAt }: Draft,
  moved: Asked['moved'],
): Promise<FormState<Aside>> {
  const now = (await moved?.(values)) ?? null
  const isMoved = now !== null && now.rev !== baseOf(values)
  const merged = isMoved ? await mergedWith(db, say.t, now, values) : null
  return {
    ok: false,
    title: '',
    errors: [],
    values: { ...values, ...merged?.values },
    key: `draft ${savedAt}`,
    extra: merged?.extra,
  }
}

async function versionOf(
  { say, db }: Pick<Editing, 'say' | 'db'>,
  { values }: Draft,
): Promise<string | null> {
  const base = baseOf(values)
  if (base === null) return null
  return say.t('drafts.form.version', { about: await aboutRevision(db, say.t, base) })
}

function baseOf(values: Typed): number | null {
  const base = Number(values.base?.[0])
  return Number.isInteger(base) && base > 0 ? base : null
}
