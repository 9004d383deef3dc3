import { claimEditInput } from '../../db/domain/claim-edit-input'
import { Proposed } from '../../db/domain/errors'
import { claimInput, monumentInput } from '../../db/domain/inputs'
import type { Reader } from '../../db/domain/policy'
import type { Call, Saved } from '../../db/mutations/call'
import type { Deciding } from '../../db/mutations/proposals'
import { setWorkflow } from '../../db/mutations/workflow'
import type { Store } from '../../db/store/store'
import { idSequence, NOW, smallRegister, someone } from './small-register'

export const ANN = someone('editor', 'ann')
export const BEN = someone('editor', 'ben')
export const RITA = someone('reviewer', 'rita')
export const RUTH = someone('reviewer', 'ruth')

/** A small register whose site reviews changes: revision 2 made it so. */
export async function reviewedRegister() {
  const register = await smallRegister()
  await setWorkflow({
    ...outside(register.store, someone('admin')),
    input: { siteId: 'site', base: 1, workflow: 'reviewed', reason: 'Four eyes see more' },
  })
  return register
}

let ids = 0
/** Everything that a mutation needs from outside. */
export function outside(store: Store, reader: Reader): Deciding {
  return { store, reader, now: NOW, newId: idSequence(10_000 + 100 * ids++), salt: 'salt' }
}

/** Runs a mutation that is expected to become a proposal; returns the proposal's id. */
export async function proposed<Input>(
  verb: (call: Call<Input>) => Promise<Saved>,
  input: Input,
  store: Store,
  reader: Reader = ANN,
): Promise<string> {
  try {
    await verb({ ...outside(store, reader), input })
  } catch (error) {
    if (error instanceof Proposed) return error.id
    throw error
  }
  throw new Error('it was saved')
}

/** The temple as its form shows it, with what is typed otherwise. */
export function templeForm(typed: Record<string, string> = {}) {
  return monumentInput.parse({
    monumentId: 'temple',
    base: '1',
    kind: 'temple',
    nameEn: 'Temple',
    nameAr: 'معبد',
    'form:temple.en.2': 'Old temple',
    'lang:temple.en.2': 'en',
    lat: '34.5',
    lon: '38.2',
    precisionM: '10',
    basis: 'survey',
    sensitivity: 'public',
    principalId: 'cella',
    reason: 'Correcting',
    ...typed,
  })
}

/** What the paper says of the arch, as its form sends it. */
export function claimForm(n: number, typed: Record<string, string> = {}) {
  return claimInput.parse({
    formId: idSequence(n)(),
    sourceId: 'paper',
    subjectId: 'arch',
    property: 'statement',
    valid: '2015-08',
    words: `The arch was seen, time ${n}.`,
    wordsLang: 'en',
    sensitivity: 'public',
    reason: 'Recording the paper',
    textLang: 'en',
    ...typed,
  })
}

/** A claim as its correction form sends it. */
export function correction(typed: Record<string, string> = {}) {
  return claimEditInput.parse({
    claimId: 'arch.warned',
    base: '1',
    words: 'The arch may be next',
    wordsLang: 'en',
    valid: '2015-09-01',
    qualifier: 'on',
    sensitivity: 'public',
    reason: 'Reading it again',
    textLang: 'en',
    ...typed,
  })
}
