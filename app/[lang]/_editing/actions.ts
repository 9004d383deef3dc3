'use server'

import { z } from 'zod'
import { shortText } from '../../../db/domain/text'
import { formAction } from '../../_action'
import { echo1 } from './answers'

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
