import type { Verb } from '../domain/verbs'
import { assess } from './assess'
import type { Call, Saved } from './call'
import { carryOver } from './carry-over'
import { editClaim } from './edit-claim'
import { editMonument } from './edit-monument'
import { editSource } from './edit-source'
import { editThreat } from './edit-threat'
import { changeMany, undo } from './many'
import { recordClaim } from './record-claim'
import { restore } from './restore'
import { closeThreat, openThreat } from './threats'
import { withdraw } from './withdraw'

type Mutation = (call: Call<never>) => Promise<Saved>

/** The mutation behind each verb: what a proposal runs again when it is looked at and when it is accepted. */
export const MUTATIONS: Record<Verb, Mutation> = {
  'record-claim': recordClaim,
  'edit-claim': editClaim,
  assess,
  'open-threat': openThreat,
  'edit-threat': editThreat,
  'close-threat': closeThreat,
  'edit-monument': editMonument,
  'edit-source': editSource,
  withdraw,
  restore,
  'carry-over': carryOver,
  'change-many': changeMany,
  undo,
}
