'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { DomainError } from '../../../../../../db/domain/errors'
import { eraseInput, personNameInput } from '../../../../../../db/domain/sensitivity'
import { eraseName } from '../../../../../../db/mutations/erase'
import { namePerson } from '../../../../../../db/mutations/persons'
import { placeOf } from '../../../../../../db/queries/editing'
import { findRecordPlace } from '../../../../../../db/queries/record-place'
import { importsFolder, store } from '../../../../../../db/store/open'
import { formAction } from '../../../../../_action'
import { log } from '../../../../../_log'
import { callOf } from '../../../../_editing/answers'
import { tellErased } from '../../../../_erased'

/** Records or changes a name. What is logged is who did so about whom, by their ids. */
export const call = formAction({
  name: 'name-person',
  schema: personNameInput,
  needs: 'review',
  async run({ input, reader, lang, t, now }) {
    try {
      const { rev } = await namePerson(callOf(input, reader, now))
      const { db } = store()
      const place = await findRecordPlace(db, input.personId)
      const { site } = await placeOf(db, reader, place?.siteId ?? '')
      log().info({ action: 'name-person', by: reader.userId, of: input.personId }, 'name recorded')
      const page = `/${lang}/${site}/persons/${encodeURIComponent(input.personId)}/name`
      return { redirect: `${page}?saved=${rev}` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      return { errors: [{ field: null, message: t('persons.changed') }] }
    }
  },
})

/** Erases a name for good. */
export const erase = formAction({
  name: 'erase-name',
  schema: eraseInput,
  needs: 'administer',
  async run({ input, reader, t, now }) {
    const { isClean } = await eraseName(callOf(input, reader, now), importsFolder())
    log().info({ action: 'erase-name', by: reader.userId, of: input.id, isClean }, 'name erased')
    refresh()
    return tellErased(t, isClean, 'persons.erased')
  },
})

/** Finishes an erasure whose file could not be cleaned. */
export const clean = formAction({
  name: 'clean-file',
  schema: z.object({}),
  needs: 'administer',
  limit: { most: 10, minutes: 10 },
  async run({ reader, t }) {
    const isClean = await store().scrub()
    log().info({ action: 'clean-file', by: reader.userId, isClean }, 'file cleaned')
    return tellErased(t, isClean, 'persons.cleaned')
  },
})
