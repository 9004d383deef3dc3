import { DomainError } from '../../../../db/domain/errors'
import { isDateProperty } from '../../../../db/domain/inputs'
import type { Reader } from '../../../../db/domain/policy'
import { shownIn } from '../../../../db/domain/retyped'
import type { Lang } from '../../../../db/domain/vocabulary'
import { currentRow } from '../../../../db/mutations/call'
import type { Typed } from '../../../../db/mutations/drafts'
import { type UseOfClaim, usesAt } from '../../../../db/queries/editing'
import type { Row } from '../../../../db/store/records'
import type { Db } from '../../../../db/store/store'
import { translator } from '../../../_i18n'
import { baseVersion, type Moved } from '../../_editing/conflict'
import { clip } from '../../_editing/options'

/** A conclusion as the fields of its form; texts in the editor's language, or else in the other. */
export function assessmentFields(a: Row<'assessment'>, lang: Lang) {
  return {
    condition: a.property === 'condition' ? (a.value ?? '') : '',
    valueDate: isDateProperty(a.property) ? (a.value ?? '') : '',
    value: a.property === 'condition' || isDateProperty(a.property) ? '' : (a.value ?? ''),
    from: a.valid,
    qualifier: a.qualifier,
    certainty: a.certainty,
    rationale: shownIn(a.rationale, lang),
    standing: shownIn(a.standing, lang),
  }
}

/** Where a form about a conclusion began, and the conclusion as it stands now, with its uses of claims. Throws `not_found`. */
export async function movedAssessment(
  db: Db,
  reader: Reader,
  lang: Lang,
  typed: Typed,
): Promise<Moved> {
  const t = translator(lang)
  const now = await currentRow(db, reader, 'assessment', typed.assessmentId?.[0] ?? '')
  if (!now) throw new DomainError('not_found')
  const then = await baseVersion(db, reader, 'assessment', now, typed)
  const [usedThen, usedNow] = await Promise.all(
    [then, now].map((a) => usesAt(db, reader, a.id, a.recordedRev)),
  )
  const words = new Map([...(usedThen ?? []), ...(usedNow ?? [])].map((u) => [u.claimId, u.words]))
  return {
    base: { ...assessmentFields(then, lang), ...useFields(usedThen ?? [], lang) },
    theirs: { ...assessmentFields(now, lang), ...useFields(usedNow ?? [], lang) },
    rev: now.recordedRev,
    labelOf(field) {
      const [name = '', id] = field.split(/:(.*)/)
      const label = t(LABELS[name] ?? name)
      return id === undefined ? label : `${label} – “${clip(words.get(id) ?? id, 60)}”`
    },
    unitOf: (field) => UNITS[field] ?? field.replace(/^(stance|why):/, 'use:'),
  }
}

/** The uses of claims as pairs of fields, as the form sends them. */
function useFields(uses: UseOfClaim[], lang: Lang): Record<string, string> {
  return Object.fromEntries(
    uses.flatMap(({ claimId, stance, reason }) => [
      [`stance:${claimId}`, stance],
      [`why:${claimId}`, shownIn(reason, lang)],
    ]),
  )
}

const UNITS: Record<string, string> = { qualifier: 'from' }

const LABELS: Record<string, string> = {
  condition: 'forms.conclude.condition',
  valueDate: 'evidence.assess.date',
  value: 'evidence.assess.value',
  from: 'forms.conclude.from',
  qualifier: 'forms.record.qualifier',
  certainty: 'forms.conclude.certainty',
  rationale: 'forms.conclude.rationale',
  standing: 'forms.conclude.standing',
  stance: 'evidence.assess.stance',
  why: 'evidence.assess.why',
}
