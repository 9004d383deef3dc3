'use server'

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../../../db/domain/errors'
import {
  type ImportInput,
  importInput,
  importStepInput,
  importUndoInput,
} from '../../../../db/domain/import-input'
import type { Reader } from '../../../../db/domain/policy'
import { lookInto } from '../../../../db/import/look'
import { mapping as mappingSchema } from '../../../../db/import/mapping'
import type { Call } from '../../../../db/mutations/call'
import {
  applyImport,
  cancelImport,
  rememberMapping,
  restageImport,
  stageImport,
  undoImport,
} from '../../../../db/mutations/imports'
import { placeOf } from '../../../../db/queries/editing'
import { importsFolder } from '../../../../db/store/open'
import { formAction } from '../../../_action'
import { callOf } from '../../_editing/answers'

const PAGE_LIMIT = { most: 30, minutes: 10 }

/** Begins to hold a file against the register, and goes to where that can be watched. */
export const begin = formAction({
  name: 'begin-import',
  schema: importInput,
  needs: 'record',
  limit: PAGE_LIMIT,
  async run({ input, reader, lang, now }) {
    const path = join(/* turbopackIgnore: true */ importsFolder(), input.kept)
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    )
    if (size === null) throw new DomainError('invalid', 'kept', 'field.wrong_form')
    const mapping =
      input.kind === 'table' ? await mappingOf(input, path, callOf(input, reader, now)) : null
    const { siteId, fileName, kept: sha256, kind: format, reason } = input
    const settings = { conclude: input.conclude, exact: input.places === 'exact' }
    const file = { siteId, fileName, size, sha256, format, mapping, settings, reason }
    const id = await stageImport(callOf(file, reader, now))
    return { redirect: await pageOf(siteId, id, callOf(input, reader, now), lang) }
  },
})

/** What was chosen for the columns and words, remembered for files with the same columns. */
async function mappingOf(input: ImportInput, path: string, call: Call<ImportInput>) {
  const looked = await lookInto(path)
  if (!('found' in looked)) throw new DomainError('invalid', 'kept', 'field.wrong_form')
  const values: Record<string, string>[] = input.field.map(() => ({}))
  input.word.forEach((word, i) => {
    const [column, code] = [values[Number(input.column[i])], input.code[i]]
    if (column && code) column[word] = code
  })
  const columns = input.field.map((field, i) => ({ field, values: values[i] }))
  const read = mappingSchema.safeParse({ columns })
  if (!read.success || columns.length !== looked.found.headers.length)
    throw new DomainError('invalid', 'field', 'field.wrong_form')
  const remembered = { siteId: input.siteId, signature: looked.found.signature, mapping: read.data }
  await rememberMapping({ ...call, input: remembered })
  return read.data
}

const STEP = { schema: importStepInput, needs: 'record', limit: PAGE_LIMIT } as const

/** Makes an import true that has been looked at. */
export const apply = formAction({
  name: 'apply-import',
  ...STEP,
  run: (asked) => after(applyImport, asked),
})

/** Stops an import; nothing of it stays. */
export const cancel = formAction({
  name: 'cancel-import',
  ...STEP,
  run: (asked) => after(cancelImport, asked),
})

/** Holds the same file against the register as it stands now. */
export const again = formAction({
  name: 'again-import',
  ...STEP,
  run: (asked) => after(restageImport, asked),
})

/** Begins to take an import back; what that would change is shown first, like any import. */
export const takeBack = formAction({
  name: 'undo-import',
  schema: importUndoInput,
  needs: 'record',
  limit: PAGE_LIMIT,
  run: (asked) => after(undoImport, asked),
})

/** Takes a step of an import, and goes to its page, or to that of the new import which the step began. */
async function after<I extends { siteId: string; id: string }>(
  step: (call: Call<I>) => Promise<unknown>,
  { input, reader, lang, now }: { input: I; reader: Reader; lang: string; now: Date },
) {
  const call = callOf(input, reader, now)
  const begun = await step(call)
  const id = typeof begun === 'string' ? begun : input.id
  return { redirect: await pageOf(input.siteId, id, call, lang) }
}

async function pageOf(siteId: string, id: string, { store, reader }: Call<unknown>, lang: string) {
  const { site } = await placeOf(store.db, reader, siteId)
  return `/${lang}/${site}/import/${id}`
}
