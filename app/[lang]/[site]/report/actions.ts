'use server'

import { env } from '../../../../db/cli/env'
import { freezeInput } from '../../../../db/domain/freeze-input'
import { freeze } from '../../../../db/mutations/freeze'
import { reportsFolder, store } from '../../../../db/store/open'
import { formAction } from '../../../_action'
import { makeFile, Unanswerable } from '../../../exports/frozen/make'
import { currentVersions } from '../../../exports/frozen/versions'

/** Freezes the report of a pinned view and shows its page. */
export const freezeReport = formAction({
  name: 'freeze',
  schema: freezeInput,
  needs: 'record',
  limit: { most: 30, minutes: 10 },
  async run({ input: { site, query, reportLang, audience, title }, reader, lang, now: at }) {
    const params = new URLSearchParams(query)
    params.set('lang', reportLang)
    const [now, origin] = [at.toISOString(), env().publicOrigin]
    const address = `/exports/${encodeURIComponent(site)}/report.pdf?${params}`
    try {
      const file = await makeFile(store().db, { audience, address, origin, now })
      const context = { store: store(), folder: reportsFolder(), now, versions: currentVersions() }
      const { id } = await freeze({ ...context, reader }, file, title)
      return { redirect: `/${lang}/reports/${id}` }
    } catch (error) {
      if (!(error instanceof Unanswerable)) throw error
      return { errors: [{ field: null, message: error.message }] }
    }
  },
})
