import type { Translate } from '../../../components/say'
import { revisionOf } from '../../../db/queries/editing'
import type { Db } from '../../../db/store/store'
import type { Outcome } from '../../_action'
import type { Aside, Difference } from './answers'

/** The fields of a form as text, as it would show them. */
export type Fields = Record<string, string>

/**
 * Answers a stale form. What only the other editor changed is taken over; what both changed keeps this editor's text.
 * Both versions of every field on which they differ are shown, and the form now starts from `rev`.
 */
export async function staleAnswer(
  db: Db,
  t: Translate,
  versions: { base: Fields; theirs: Fields; mine: Fields },
  rev: number,
  labelOf: (field: string) => string,
): Promise<Outcome<Aside>> {
  const merged = merge(versions)
  const differences = merged.differences.map((d) => ({ ...d, label: labelOf(d.field) }))
  const values = Object.fromEntries(
    Object.entries(merged.values).map(([field, value]) => [field, [value]]),
  )
  return {
    title: t('forms.conflict.title'),
    errors: [{ field: null, message: t('errors.conflict') }],
    values: { ...values, base: [String(rev)] },
    extra: { conflict: { about: await aboutRevision(db, t, rev), differences } },
  }
}

/** "Revision 7, saved by Noor on 2026-11-22 at 12:03 UTC". */
export async function aboutRevision(db: Db, t: Translate, rev: number): Promise<string> {
  const revision = await revisionOf(db, rev)
  const at = (revision?.at ?? '').replace('T', ' ').slice(0, 16)
  return t('forms.conflict.about', {
    rev,
    at,
    who: revision?.actorName || t('forms.conflict.someone'),
  })
}

/** Merges three versions of a form's fields. `values` are those that the form is to show now. */
export function merge({ base, theirs, mine }: { base: Fields; theirs: Fields; mine: Fields }) {
  const values: Fields = {}
  const differences: Omit<Difference, 'label'>[] = []
  for (const field of new Set([...Object.keys(theirs), ...Object.keys(base)])) {
    const [was, now, typed] = [base, theirs, mine].map((version) => plain(version[field]))
    if (was === undefined || now === undefined || typed === undefined) continue
    const isMine = typed !== was
    values[field] = isMine ? typed : now
    if (now !== was && typed !== now)
      differences.push({ field, theirs: now, yours: typed, isBoth: isMine })
  }
  return { values, differences }
}

/** Browsers send line ends as CR LF. */
function plain(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim()
}
