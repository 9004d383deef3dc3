import { refresh } from 'next/cache'
import type { Translate } from '../../../components/say'
import { merge } from '../../../db/domain/merge'
import type { Reader } from '../../../db/domain/policy'
import type { Typed } from '../../../db/mutations/drafts'
import { revisionOf, versionAt } from '../../../db/queries/editing'
import type { Row } from '../../../db/store/records'
import type { Db } from '../../../db/store/store'
import type { Outcome } from '../../_action'
import { type Aside, type Difference, VERSIONS, type Versions } from './answers'
import { inWords } from './in-words'

/** The fields of a form as text, as it would show them. */
export type Fields = Record<string, string>

/** Where a form began and where the record stands now, as far as its reader may see; `rev` is the form's next base. */
export type Moved = {
  base: Fields
  theirs: Fields
  rev: number
  labelOf: (field: string) => string
  /** Fields that mean something only together share a unit. */
  unitOf?: (field: string) => string
}

/** Answers a stale form with both versions, merged, and has the page around it drawn anew. Only in an action. */
export async function staleAnswer(
  db: Db,
  t: Translate,
  moved: Moved,
  typed: Typed,
): Promise<Outcome<Aside>> {
  refresh()
  return {
    title: t('forms.conflict.title'),
    errors: [{ field: null, message: t('errors.conflict') }],
    ...(await mergedWith(db, t, moved, typed)),
  }
}

/**
 * What a form that began before the record moved is to hold and show. What only the other editor changed is taken over;
 * what both changed keeps this editor's text and offers theirs; the form then starts from `rev`.
 */
export async function mergedWith(
  db: Db,
  t: Translate,
  { base, theirs, rev, labelOf, unitOf }: Moved,
  typed: Typed,
): Promise<{ values: Record<string, string[]>; extra: Pick<Aside, 'conflict'> }> {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(base)])]
  const of = (read: (name: string) => string | undefined) =>
    Object.fromEntries(names.map((name) => [name, plain(read(name))]))
  const mine = of((name) => typed[name]?.[0])
  const merged = merge(
    of((name) => base[name]),
    of((name) => theirs[name]),
    mine,
    unitOf ? { unitOf } : {},
  )
  const differences = merged.fields
    .filter((f) => f.isBoth || (f.theirs !== f.base && f.theirs !== f.mine))
    .map(({ field, merged: chosen, isBoth, ...versions }): Difference => {
      const each = (say: (value: string) => string) =>
        Object.fromEntries(VERSIONS.map((v) => [v, say(String(versions[v] ?? ''))])) as Versions
      const isMine = chosen === versions.mine
      const shown = each((value) => inWords(t, field, value))
      return { field, label: labelOf(field), sent: each(String), shown, isBoth, isMine }
    })
  const values = Object.entries(merged.values).map(([name, value]) => [name, [String(value)]])
  return {
    values: { ...Object.fromEntries(values), base: [String(rev)] },
    extra: { conflict: { about: await aboutRevision(db, t, rev), differences } },
  }
}

/** The version that a form began with; the present one where its reader may not see that, or there never was one. */
export async function baseVersion<K extends 'source' | 'threat' | 'assessment' | 'claim' | 'image'>(
  db: Db,
  reader: Reader,
  kind: K,
  now: Row<K>,
  typed: Typed,
): Promise<Row<K>> {
  const base = Number(typed.base?.[0])
  const then = Number.isInteger(base) ? await versionAt(db, reader, kind, now.id, base) : null
  return then ?? now
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

/** A record that a form changes in no field of its own: there is only its revision to have moved. */
export function onlyMoved(rev: number): Moved {
  return { base: {}, theirs: {}, rev, labelOf: (field) => field }
}

/** Browsers send line ends as CR LF. */
function plain(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim()
}
