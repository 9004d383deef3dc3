'use server'

import { DomainError } from '../../../../db/domain/errors'
import { type WithdrawInput, withdrawInput } from '../../../../db/domain/inputs'
import type { Reader } from '../../../../db/domain/policy'
import type { Lang } from '../../../../db/domain/vocabulary'
import { type Call, currentRow } from '../../../../db/mutations/call'
import { requireImageSubject } from '../../../../db/mutations/images'
import { withdraw } from '../../../../db/mutations/withdraw'
import { findRecord, placeOf, revisionTouching } from '../../../../db/queries/editing'
import { findRecordPlace } from '../../../../db/queries/record-place'
import type { Db } from '../../../../db/store/store'
import { formAction, type Outcome } from '../../../_action'
import { sayIn } from '../../../_i18n'
import { type Aside, callOf } from '../../_editing/answers'
import { aboutRevision } from '../../_editing/conflict'

/** Withdraws a record and goes to the page that it stood on. */
export const withdrawRecord = formAction({
  name: 'withdraw',
  schema: withdrawInput,
  needs: 'record',
  async run({ input, reader, lang, now, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const target = await pageOf(call)
      const { rev } = await withdraw(call)
      return { redirect: `/${lang}${target}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return stale(call, lang)
      throw error
    }
  },
})

/** Where the record is shown now; a monument's own page goes with it. */
async function pageOf({ store, reader, input }: Call<WithdrawInput>): Promise<string> {
  const found = await findRecord(store.db, reader, input.id)
  if (found === null) return formerPageOf(store.db, reader, input.id)
  if (found.kind === 'source') return '/sources'
  if (found.kind === 'image') {
    const { kind, row } = await requireImageSubject(store.db, reader, found.row.subjectId)
    return `/${kind}s/${encodeURIComponent(row.id)}`
  }
  const { site, slug } = await placeOf(
    store.db,
    reader,
    found.kind === 'monument' ? found.row.id : found.row.subjectId,
  )
  return found.kind === 'monument' || slug === null ? `/${site}` : `/${site}/${slug}`
}

/** Where a record was shown that is withdrawn already: the form was sent twice. */
async function formerPageOf(db: Db, reader: Reader, id: string): Promise<string> {
  const place = await findRecordPlace(db, id)
  if (!place?.siteId || place.kind === 'source') return '/sources'
  const root = place.rootId === null ? null : await currentRow(db, reader, 'monument', place.rootId)
  const { site } = await placeOf(db, reader, place.siteId)
  return root ? `/${site}/${root.slug}` : `/${site}`
}

/** The record was changed, or is gone: says who did it, and starts anew from what is there. */
async function stale(
  { store, reader, input }: Call<WithdrawInput>,
  lang: Lang,
): Promise<Outcome<Aside>> {
  const { t } = sayIn(lang)
  const found = await findRecord(store.db, reader, input.id)
  const rev = found?.row.recordedRev ?? (await revisionTouching(store.db, input.id))
  return {
    title: t('forms.conflict.title'),
    errors: [{ field: null, message: t(found ? 'forms.conflict.changed' : 'forms.conflict.gone') }],
    values: { base: [String(rev)] },
    extra: { conflict: { about: await aboutRevision(store.db, t, rev), differences: [] } },
  }
}
