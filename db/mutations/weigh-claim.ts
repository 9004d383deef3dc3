import { contradictsAssessment, isContested } from '../domain/contested'
import { dayOfTimestamp } from '../domain/dates'
import type { ClaimInput } from '../domain/inputs'
import { visibleTo } from '../domain/policy'
import { CONTESTABLE } from '../domain/vocabulary'
import { evidenceOf, visibleRows } from '../store/evidence'
import { loadRows } from '../store/rows'
import { type Call, editorOf } from './call'
import { claimRow } from './claim-row'
import { recordedBefore } from './record-claim'
import { chooseSource } from './sources'
import { requireSubject } from './subjects'

/**
 * Whether a claim, recorded without a conclusion, would contradict the assessment in force today or make the status
 * *contested*: what a form says before it saves. Writes nothing; throws what `recordClaim` would.
 */
export async function weighClaim(call: Call<ClaimInput>): Promise<boolean> {
  const { store, reader, now, input } = call
  if (await recordedBefore(store.db, editorOf(reader).id, input)) return false
  if (!(CONTESTABLE as readonly string[]).includes(input.property)) return false
  const subject = await requireSubject(store.db, reader, input)
  if (subject.rootId === null) return false
  const { source } = await chooseSource(store.db, reader, input, now, call.newId)
  const claim = claimRow(input, subject, source, now)
  const rows = visibleRows(
    await loadRows(store.db, { roots: [subject.rootId] }, null),
    visibleTo(reader),
  )
  const root = rows.monument.find((m) => m.id === subject.rootId)
  if (!root) return false
  const evidence = evidenceOf(rows, root)
  const clocks = { asOf: dayOfTimestamp(now), knownAt: dayOfTimestamp(now) }
  if (contradictsAssessment(evidence, claim, clocks)) return true
  return (
    !isContested(evidence, clocks) &&
    isContested({ ...evidence, claims: [...evidence.claims, claim] }, clocks)
  )
}
