'use server'

import { DomainError } from '../../../../db/domain/errors'
import { manyInput, undoInput } from '../../../../db/domain/many'
import type { Call } from '../../../../db/mutations/call'
import { changeMany, undo } from '../../../../db/mutations/many'
import { placeOf } from '../../../../db/queries/editing'
import { inWords, type Planned, planMany, planUndo } from '../../../../db/queries/many'
import { formAction, type Outcome, type Request } from '../../../_action'
import { callOf } from '../../_editing/answers'
import type { Foreseen } from './foreseen'

/** Shows what would change; sent again with that in it, changes it, and goes to where it can be undone. */
export const change = formAction({
  name: 'change-many',
  schema: manyInput,
  needs: 'record',
  async run({ input, reader, lang, t, now }): Promise<Outcome<Foreseen>> {
    const call = callOf(input, reader, now)
    const plan = () => planMany(call.store.db, reader, input, call.now)
    if (input.seen.length > 0) return saveOrShow(call, changeMany, plan, { lang, t })
    const planned = await plan()
    if (planned.length === 0) throw new DomainError('invalid', 'change', 'field.nothing_changed')
    return show(call, planned, t('bulk.look', { count: planned.length }))
  },
})

/** Undoes a revision that corrected many, by another that can be undone itself. */
export const undoRevision = formAction({
  name: 'undo',
  schema: undoInput,
  needs: 'record',
  async run({ input, reader, lang, t, now }): Promise<Outcome<Foreseen>> {
    const call = callOf(input, reader, now)
    const plan = async () =>
      (await planUndo(call.store.db, reader, input.siteId, input.rev))?.planned ?? []
    return saveOrShow(call, undo, plan, { lang, t })
  },
})

async function saveOrShow<Input extends { siteId: string }>(
  call: Call<Input>,
  verb: (call: Call<Input>) => Promise<{ rev: number }>,
  plan: () => Promise<Planned[]>,
  { lang, t }: Pick<Request<Input>, 'lang' | 't'>,
): Promise<Outcome<Foreseen>> {
  try {
    const { rev } = await verb(call)
    const { site } = await placeOf(call.store.db, call.reader, call.input.siteId)
    return { redirect: `/${lang}/${site}/many/${rev}?saved=${rev}` }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict')
      return show(call, await plan(), t('bulk.moved'))
    throw error
  }
}

async function show(
  { store }: Call<unknown>,
  planned: Planned[],
  title: string,
): Promise<Outcome<Foreseen>> {
  return { title, errors: [], extra: { rows: await inWords(store.db, planned) } }
}
