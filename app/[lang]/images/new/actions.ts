'use server'

import { ImageRefused } from '../../../../db/domain/image-bytes'
import { imageInput } from '../../../../db/domain/image-input'
import { addImage } from '../../../../db/mutations/images'
import { takeIn } from '../../../../db/store/images/take-in'
import { imagesFolder } from '../../../../db/store/open'
import { formAction, type Outcome } from '../../../_action'
import { type Aside, callOf, echoes } from '../../_editing/answers'

/** Takes a picture in and goes to its page. A picture that is refused is told of at its field. */
export const add = formAction({
  name: 'add-image',
  schema: imageInput,
  needs: 'record',
  limit: { most: 60, minutes: 10 },
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, { taken: null }) }),
  async run({ input, reader, lang, t, now, file, draft }): Promise<Outcome<Aside>> {
    try {
      const { rev, id } = await addImage(callOf(input, reader, now, draft), async () => {
        const sent = file('file')
        if (!sent) throw new ImageRefused('missing')
        return takeIn(sent, imagesFolder())
      })
      return { redirect: `/${lang}/images/${encodeURIComponent(id)}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof ImageRefused)) throw error
      const message = t(`images.refused.${error.code}`, error.values)
      return { errors: [{ field: 'file', message }] }
    }
  },
})
