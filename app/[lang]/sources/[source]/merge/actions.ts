'use server'

import { DomainError } from '../../../../../db/domain/errors'
import { mergeInput } from '../../../../../db/domain/merge-input'
import { mergeSources } from '../../../../../db/mutations/merge-sources'
import { formAction, type Outcome } from '../../../../_action'
import { type Aside, callOf } from '../../../_editing/answers'

/** Merges one source into another and goes to the one that stays. */
export const merge = formAction({
  name: 'merge-sources',
  schema: mergeInput,
  needs: 'record',
  async run({ input, reader, lang, t, now }): Promise<Outcome<Aside>> {
    try {
      const { rev, id } = await mergeSources(callOf(input, reader, now))
      return { redirect: `/${lang}/sources/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      const here = `/${lang}/sources/${encodeURIComponent(input.staysId)}/merge`
      return {
        errors: [{ field: null, message: t('library.merge.moved') }],
        extra: {
          link: {
            href: `${here}?with=${encodeURIComponent(input.goesId)}`,
            label: t('library.merge.next'),
          },
        },
      }
    }
  },
})
