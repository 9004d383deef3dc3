'use server'

import { DomainError } from '../../../../db/domain/errors'
import { personEditInput, personInput } from '../../../../db/domain/sensitivity'
import type { Lang } from '../../../../db/domain/vocabulary'
import type { Call } from '../../../../db/mutations/call'
import { editPerson, recordPerson } from '../../../../db/mutations/persons'
import { findRecordPlace, requireSiteById } from '../../../../db/queries/record-place'
import { formAction, type Outcome } from '../../../_action'
import { sayIn } from '../../../_i18n'
import { type Aside, callOf } from '../../_editing/answers'

/** Records somebody at risk by their part and shows them. */
export const enter = formAction({
  name: 'record-person',
  schema: personInput,
  needs: 'record',
  async run({ input, reader, lang, now }) {
    const call = callOf(input, reader, now)
    const { id, rev } = await recordPerson(call)
    return { redirect: `${await pageOf(call, lang, id)}?saved=${rev}` }
  },
})

/** Corrects what others may know somebody by. */
export const correct = formAction({
  name: 'edit-person',
  schema: personEditInput,
  needs: 'record',
  async run({ input, reader, lang, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { id, rev } = await editPerson(call)
      return { redirect: `${await pageOf(call, lang, id)}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      const { t } = sayIn(lang)
      return {
        title: t('forms.conflict.title'),
        errors: [{ field: null, message: t('persons.changed') }],
      }
    }
  },
})

async function pageOf({ store, reader }: Call<unknown>, lang: Lang, id: string): Promise<string> {
  const place = await findRecordPlace(store.db, id)
  const { slug } = await requireSiteById(store.db, reader, place?.siteId ?? '')
  return `/${lang}/${slug}/persons/${id}`
}
