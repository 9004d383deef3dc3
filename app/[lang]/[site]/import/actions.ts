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

/** Makes an import true that has been looked at. */
export const apply = formAction({
  name: 'apply-import',
  schema: importStepInput,
  needs: 'record',
  limit: PAGE_LIMIT,
  async run({ input, reader, lang, now }) {
    const call = callOf({ id: input.id }, reader, now)
    await applyImport(call)
    return { redirect: await pageOf(input.siteId, input.id, call, lang) }
  },
})

/** Stops an import; nothing of it stays. */
export const cancel = formAction({
  name: 'cancel-import',
  schema: importStepInput,
  needs: 'record',
  limit: PAGE_LIMIT,
  async run({ input, reader, lang, now }) {
    const call = callOf({ id: input.id }, reader, now)
    await cancelImport(call)
    return { redirect: await pageOf(input.siteId, input.id, call, lang) }
  },
})

/** Holds the same file against the register as it stands now. */
export const again = formAction({
  name: 'again-import',
  schema: importStepInput,
  needs: 'record',
  limit: PAGE_LIMIT,
  async run({ input, reader, lang, now }) {
    const call = callOf({ id: input.id }, reader, now)
    return { redirect: await pageOf(input.siteId, await restageImport(call), call, lang) }
  },
})

/** Begins to take an import back; what that would change is shown first, like any import. */
export const takeBack = formAction({
  name: 'undo-import',
  schema: importUndoInput,
  needs: 'record',
  limit: PAGE_LIMIT,
  async run({ input: { siteId, id, reason }, reader, lang, now }) {
    const call = callOf({ id, reason }, reader, now)
    return { redirect: await pageOf(siteId, await undoImport(call), call, lang) }
  },
})

async function pageOf(siteId: string, id: string, { store, reader }: Call<unknown>, lang: string) {
  const { site } = await placeOf(store.db, reader, siteId)
  return `/${lang}/${site}/import/${id}`
}
