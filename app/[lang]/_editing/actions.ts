'use server'

import { z } from 'zod'
import { optional } from '../../../db/domain/fields'
import { shortText } from '../../../db/domain/text'
import { store } from '../../../db/store/open'
import { formAction, type Outcome } from '../../_action'
import { echo1 } from './answers'
import { type LikelyShown, likelyShown } from './likely-sources'

/** Says what a typed date was understood to mean, while the form is being filled in. */
export const echoDate = formAction({
  name: 'echo-date',
  schema: z.strictObject({ date: shortText(200), qualifier: z.string().max(20).optional() }),
  needs: 'record',
  limit: { most: 600, minutes: 10 },
  async run({ input, lang, t }) {
    const said = echo1(input.date, input.qualifier ?? '', lang)
    return said === null
      ? { errors: [{ field: 'date', message: t('errors.field.date_syntax') }] }
      : { done: said }
  },
})

/** Finds the sources that may be the one being described, while the form is being filled in. */
export const findLikely = formAction({
  name: 'find-likely',
  schema: z.strictObject({
    title: optional(shortText(500)),
    url: optional(shortText(2000)),
    archiveUrl: optional(shortText(2000)),
  }),
  needs: 'record',
  limit: { most: 600, minutes: 10 },
  async run({ input, reader, lang }): Promise<Outcome<LikelyShown[]>> {
    return { done: '', extra: await likelyShown(store().db, reader, lang, input) }
  },
})
