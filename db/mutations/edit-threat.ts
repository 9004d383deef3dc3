import { and, eq, isNull } from 'drizzle-orm'
import { DomainError } from '../domain/errors'
import type { ThreatEditInput, ThreatInput } from '../domain/inputs'
import { retyped } from '../domain/retyped'
import type { RiskScore } from '../domain/risk'
import { typedScore } from '../domain/score-fields'
import * as t from '../schema'
import type { RecordChange, Row } from '../store/records'
import type { Db } from '../store/store'
import { type Call, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isSameContent, isUnmoved } from './content'

/**
 * Corrects what the editors make of a threat: probability, horizon, UNESCO factor, reason, score, and who may see it.
 * A threat that rests on restricted claims alone stays restricted. Throws `conflict` when it has moved since `base`,
 * `invalid` on `reason` when nothing would change.
 */
export async function editThreat(call: Call<ThreatEditInput>): Promise<Saved> {
  const { store, input } = call
  const id = input.threatId
  return saveAs(
    'edit-threat',
    call,
    async () => {
      const before = await requireBase(call, 'threat', id, input.base)
      const uses = await usesOf(store.db, id)
      const row = corrected(before, input, uses)
      if (isSameContent(before, row))
        throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      const changes: RecordChange[] = [
        { op: 'correct', kind: 'threat', before, row },
        ...shownWith(row, uses),
      ]
      return { id, reason: input.reason, changes }
    },
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'threat', id, base: input.base }, (after) =>
        isUnmoved<Row<'threat'>>(after, async (row) =>
          corrected(row, input, await usesOf(store.db, id)),
        ),
      ),
  )
}

/** The score that a form holds, or null. Its reason in the other language stays only while this one is untouched. */
export function scoreOf(
  input: ThreatEditInput | ThreatInput,
  before: RiskScore | null,
): RiskScore | null {
  const parts = typedScore(input)
  const rationale = retyped(before?.rationale ?? null, input.scoreRationale, input.textLang)
  return parts && rationale && { ...parts, rationale }
}

type Use = { adoption: Row<'adoption'>; claim: Row<'claim'> }

async function usesOf(db: Db, threatId: string): Promise<Use[]> {
  return db
    .select({ adoption: t.adoption, claim: t.claim })
    .from(t.adoption)
    .innerJoin(t.claim, and(eq(t.claim.id, t.adoption.claimId), isNull(t.claim.retiredRev)))
    .where(and(eq(t.adoption.targetId, threatId), isNull(t.adoption.retiredRev)))
    .orderBy(t.adoption.id)
}

function corrected(before: Row<'threat'>, input: ThreatEditInput, uses: Use[]): Row<'threat'> {
  const isHidden = uses.length > 0 && uses.every((u) => u.claim.sensitivity === 'restricted')
  return {
    ...before,
    ...typedFields(input),
    score: scoreOf(input, before.score),
    rationale: retyped(before.rationale, input.rationale, input.textLang) ?? before.rationale,
    sensitivity: isHidden ? 'restricted' : input.sensitivity,
  }
}

/** The uses of its claims are seen by whoever may see the threat. */
function shownWith({ sensitivity }: Row<'threat'>, uses: Use[]): RecordChange[] {
  return uses
    .filter(({ adoption }) => adoption.sensitivity !== sensitivity)
    .map(({ adoption: before }) => ({
      op: 'correct',
      kind: 'adoption',
      before,
      row: { ...before, sensitivity },
    }))
}

function typedFields({ probability, horizon, unescoFactor }: ThreatEditInput) {
  return { probability, horizon, unescoFactor }
}
