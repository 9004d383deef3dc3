'use server'

import { type ClaimEditInput, claimEditInput } from '../../../../db/domain/claim-edit-input'
import { formatDay } from '../../../../db/domain/dates'
import { DomainError } from '../../../../db/domain/errors'
import { type Call, currentRow } from '../../../../db/mutations/call'
import { editClaim } from '../../../../db/mutations/edit-claim'
import { placeOf, versionAt } from '../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../_action'
import type { Translate } from '../../../_i18n'
import { type Aside, callOf, echoes } from '../../_editing/answers'
import { staleAnswer } from '../../_editing/conflict'
import { claimFields } from './fields'

/** Saves a corrected or graded claim and goes to what it is about; a stale form comes back with both versions. */
export const correct = formAction({
  name: 'edit-claim',
  schema: claimEditInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({
    echo: echoes(sent, lang, { valid: 'qualifier', valueDate: null, observed: null }),
  }),
  async run({ input, reader, lang, t, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { rev, id } = await editClaim(call)
      const claim = await currentRow(call.store.db, reader, 'claim', id)
      const { site, slug } = await placeOf(call.store.db, reader, claim?.subjectId ?? '')
      return { redirect: `/${lang}/${site}${slug === null ? '' : `/${slug}`}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, t)
      throw error
    }
  },
})

async function stale(
  { store, reader, input }: Call<ClaimEditInput>,
  t: Translate,
): Promise<Outcome<Aside>> {
  const now = await currentRow(store.db, reader, 'claim', input.claimId)
  const then = await versionAt(store.db, 'claim', input.claimId, input.base)
  if (!now || !then) throw new DomainError('not_found')
  const of = (row: typeof now) => claimFields(row, input.textLang)
  const { reported, ...typed } = input
  const mine = Object.fromEntries(
    Object.entries(typed).map(([field, value]) => [field, String(value ?? '')]),
  )
  mine.reported = reported === null ? '' : formatDay(reported)
  const versions = { base: of(then), theirs: of(now), mine }
  return staleAnswer(store.db, t, versions, now.recordedRev, (field) => t(labelOf(field)))
}

function labelOf(field: string): string {
  if (field === 'sensitivity') return 'forms.sensitivity'
  if (field === 'personId') return 'persons.claimField'
  if (field === 'questionId') return 'forms.more.question'
  return `forms.${OF_RECORD.has(field) ? 'record' : 'more'}.${field}`
}

const OF_RECORD = new Set([
  'words',
  'wordsLang',
  'locator',
  'condition',
  'valueDate',
  'valid',
  'qualifier',
])
