import type { CopyInput } from '../domain/copy-input'
import type { ImageInput } from '../domain/image-input'
import type { Verb } from '../domain/verbs'
import { copiesFolder } from '../store/open'
import { assess } from './assess'
import { attachCopy } from './attach-copy'
import type { Call, Saved } from './call'
import { carryOver } from './carry-over'
import { editClaim } from './edit-claim'
import { editMonument } from './edit-monument'
import { editNote } from './edit-note'
import { editSource } from './edit-source'
import { editThreat } from './edit-threat'
import { addImage, editImage } from './images'
import { changeMany, undo } from './many'
import { mergeSources } from './merge-sources'
import { enterSource } from './new-source'
import { editPerson, recordPerson } from './persons'
import { recordClaim } from './record-claim'
import { restore } from './restore'
import { setSensitivity } from './set-sensitivity'
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
  'new-source': enterSource,
  'merge-sources': mergeSources,
  'attach-copy': (call: Call<CopyInput>) => attachCopy(call, copiesFolder()),
  'edit-note': editNote,
  'add-image': (call: Call<ImageInput>) => addImage(call),
  'edit-image': editImage,
  'set-sensitivity': setSensitivity,
  'record-person': recordPerson,
  'edit-person': editPerson,
  withdraw,
  restore,
  'carry-over': carryOver,
  'change-many': changeMany,
  undo,
}
