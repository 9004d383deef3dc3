'use server'

import type { Translate } from '../../../../../components/say'
import { DomainError } from '../../../../../db/domain/errors'
import { type MonumentInput, monumentInput } from '../../../../../db/domain/inputs'
import type { Call } from '../../../../../db/mutations/call'
import { editMonument } from '../../../../../db/mutations/edit-monument'
import { findMonumentRecords, movedAt } from '../../../../../db/mutations/monument-records'
import { placeOf } from '../../../../../db/queries/editing'
import { formAction, type Outcome } from '../../../../_action'
import { type Aside, callOf } from '../../../_editing/answers'
import { type Fields, staleAnswer } from '../../../_editing/conflict'
import { monumentFields } from './fields'

/** Corrects a monument and goes back to it; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-monument',
  schema: monumentInput,
  needs: 'record',
  async run({ input, reader, lang, t, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { rev } = await editMonument(call)
      const { site, slug } = await placeOf(call.store.db, reader, input.monumentId)
      return { redirect: `/${lang}/${site}/${slug ?? ''}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, t)
      throw error
    }
  },
})

async function stale(
  { store, reader, input }: Call<MonumentInput>,
  t: Translate,
): Promise<Outcome<Aside>> {
  const now = await findMonumentRecords(store.db, reader, input.monumentId)
  const then = await findMonumentRecords(store.db, reader, input.monumentId, input.base)
  if (!now || !then) throw new DomainError('not_found')
  const versions = { base: monumentFields(then), theirs: monumentFields(now), mine: typed(input) }
  return staleAnswer(store.db, t, versions, movedAt(now), (field) => labelOf(t, field))
}

function typed(input: MonumentInput): Fields {
  const { base: _, reason: __, monumentId: ___, names: ____, ...fields } = input
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, value === null ? '' : String(value)]),
  )
}

function labelOf(t: Translate, field: string): string {
  if (field.startsWith('form:')) return t('forms.monument.alternative')
  if (field.startsWith('lang:')) return t('forms.monument.alternativeLang')
  return t(LABELS[field] ?? `forms.monument.${field}`)
}

const LABELS: Record<string, string> = {
  lat: 'forms.place.lat',
  lon: 'forms.place.lon',
  precisionM: 'forms.place.precision',
  basis: 'forms.place.basis',
  sensitivity: 'forms.sensitivity',
  principalId: 'forms.monument.principal',
}
