'use server'

import { DomainError } from '../../../db/domain/errors'
import { type SensitivityInput, sensitivityInput } from '../../../db/domain/sensitivity'
import type { Lang } from '../../../db/domain/vocabulary'
import type { Call } from '../../../db/mutations/call'
import { setSensitivity } from '../../../db/mutations/set-sensitivity'
import { revisionTouching } from '../../../db/queries/editing'
import { formAction, type Outcome } from '../../_action'
import { sayIn } from '../../_i18n'
import { type Aside, callOf } from '../_editing/answers'
import { aboutRevision } from '../_editing/conflict'

/** Decides who may see a record and shows what the public sees from now on. */
export const decide = formAction({
  name: 'set-sensitivity',
  schema: sensitivityInput,
  needs: 'record',
  async run({ input, reader, lang, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { rev } = await setSensitivity(call)
      return {
        redirect: `/${lang}/sensitivity?record=${encodeURIComponent(input.id)}&saved=${rev}`,
      }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, lang)
      throw error
    }
  },
})

/** The record was changed meanwhile: says who did it, and decides about what is there now. */
async function stale(
  { store, input }: Call<SensitivityInput>,
  lang: Lang,
): Promise<Outcome<Aside>> {
  const { t } = sayIn(lang)
  const rev = await revisionTouching(store.db, input.id)
  return {
    title: t('forms.conflict.title'),
    errors: [{ field: null, message: t('sensitivity.changed') }],
    values: { base: [String(rev)] },
    extra: { conflict: { about: await aboutRevision(store.db, t, rev), differences: [] } },
  }
}
