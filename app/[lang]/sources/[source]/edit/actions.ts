'use server'

import { DomainError } from '../../../../../db/domain/errors'
import { type SourceInput, sourceInput } from '../../../../../db/domain/source-input'
import type { Lang } from '../../../../../db/domain/vocabulary'
import type { Call } from '../../../../../db/mutations/call'
import { editSource } from '../../../../../db/mutations/edit-source'
import { sourceToEdit, versionAt } from '../../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../../_action'
import { sayIn } from '../../../../_i18n'
import { type Aside, callOf, echoes } from '../../../_editing/answers'
import { type Fields, staleAnswer } from '../../../_editing/conflict'
import { sourceLabelKey, taken } from '../../answers'
import { sourceFields } from './fields'

/** Corrects a source and goes back to it; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-source',
  schema: sourceInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { published: null }) }),
  async run({ input, reader, lang, t, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { rev, id } = await editSource(call)
      return { redirect: `/${lang}/sources/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.code === 'conflict') return stale(call, lang)
      if (error.code === 'duplicate' && error.field === 'url') return taken(error, lang)
      if (error.code === 'duplicate')
        return { errors: [{ field: error.field, message: t('forms.duplicate.moved') }] }
      throw error
    }
  },
})

async function stale(
  { store, reader, input }: Call<SourceInput>,
  lang: Lang,
): Promise<Outcome<Aside>> {
  const { t } = sayIn(lang)
  const now = await sourceToEdit(store.db, reader, input.sourceId)
  const then = await versionAt(store.db, 'source', input.sourceId, input.base)
  if (!then) throw new DomainError('not_found')
  const versions = {
    base: sourceFields(then, lang),
    theirs: sourceFields(now, lang),
    mine: typed(input),
  }
  return staleAnswer(store.db, t, versions, now.recordedRev, (field) => t(sourceLabelKey(field)))
}

function typed(input: SourceInput): Fields {
  const { base: _, reason: __, sourceId: ___, textLang: ____, undated, ...fields } = input
  const texts = Object.entries(fields).map(([field, value]): [string, string] => [
    field,
    value ?? '',
  ])
  return { ...Object.fromEntries(texts), undated: undated ? 'on' : '' }
}
