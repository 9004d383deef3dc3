'use server'

import { DomainError } from '../../../../db/domain/errors'
import { type RestoreInput, restoreInput } from '../../../../db/domain/inputs'
import type { Lang } from '../../../../db/domain/vocabulary'
import type { Call } from '../../../../db/mutations/call'
import { restore } from '../../../../db/mutations/restore'
import { revisionTouching } from '../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../_action'
import { sayIn } from '../../../_i18n'
import { type Aside, callOf } from '../../_editing/answers'
import { aboutRevision } from '../../_editing/conflict'

/** Restores a former version and shows the history that it now heads. */
export const restoreVersion = formAction({
  name: 'restore',
  schema: restoreInput,
  needs: 'record',
  async run({ input, reader, lang, now, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const { rev } = await restore(call)
      return { redirect: `/${lang}/history/${encodeURIComponent(input.id)}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, lang)
      throw error
    }
  },
})

/** The record was changed meanwhile: says who did it, and starts anew from what is there. */
async function stale({ store, input }: Call<RestoreInput>, lang: Lang): Promise<Outcome<Aside>> {
  const { t } = sayIn(lang)
  const rev = await revisionTouching(store.db, input.id)
  return {
    title: t('forms.conflict.title'),
    errors: [{ field: null, message: t('history.restore.changed') }],
    values: { base: [String(rev)] },
    extra: { conflict: { about: await aboutRevision(store.db, t, rev), differences: [] } },
  }
}
