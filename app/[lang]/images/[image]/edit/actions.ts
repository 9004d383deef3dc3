'use server'

import { DomainError } from '../../../../../db/domain/errors'
import { type ImageEditInput, imageEditInput } from '../../../../../db/domain/image-input'
import type { Lang } from '../../../../../db/domain/vocabulary'
import type { Call } from '../../../../../db/mutations/call'
import { editImage } from '../../../../../db/mutations/images'
import { versionAt } from '../../../../../db/queries/editing'
import { imageToEdit } from '../../../../../db/queries/image-form'
import { formAction, type Outcome } from '../../../../_action'
import { sayIn } from '../../../../_i18n'
import { type Aside, callOf, echoes } from '../../../_editing/answers'
import { type Fields, staleAnswer } from '../../../_editing/conflict'
import { imageFields } from '../../fields'

/** Corrects what is said of an image and goes back to it; a stale form comes back with both versions. */
export const edit = formAction({
  name: 'edit-image',
  schema: imageEditInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { taken: null }) }),
  async run({ input, reader, lang, now }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now)
    try {
      const { rev, id } = await editImage(call)
      return { redirect: `/${lang}/images/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, lang)
      throw error
    }
  },
})

async function stale(
  { store, reader, input }: Call<ImageEditInput>,
  lang: Lang,
): Promise<Outcome<Aside>> {
  const { t } = sayIn(lang)
  const now = await imageToEdit(store.db, reader, input.imageId)
  const then = await versionAt(store.db, 'image', input.imageId, input.base)
  if (!now || !then) throw new DomainError('not_found')
  const { base: _, reason: __, imageId: ___, ...typed } = input
  const mine: Fields = Object.fromEntries(
    Object.entries(typed).map(([field, value]) => [field, value ?? '']),
  )
  const versions = { base: imageFields(then), theirs: imageFields(now), mine }
  return staleAnswer(store.db, t, versions, now.recordedRev, (field) => t(LABELS[field] ?? field))
}

const LABELS: Record<string, string> = {
  captionEn: 'images.form.captionEn',
  captionAr: 'images.form.captionAr',
  credit: 'images.form.credit',
  rights: 'images.form.rights',
  taken: 'images.form.taken',
  monumentId: 'images.form.monument',
  beforeId: 'images.form.before',
  sensitivity: 'images.form.sensitivity',
}
