'use server'

import { DomainError } from '../../../../db/domain/errors'
import { type ClaimInput, claimInput } from '../../../../db/domain/inputs'
import { type Call, editorOf } from '../../../../db/mutations/call'
import { recordClaim, recordedBefore } from '../../../../db/mutations/record-claim'
import { weighClaim } from '../../../../db/mutations/weigh-claim'
import { findRecord, placeOf } from '../../../../db/queries/editing'
import { sourceAt } from '../../../../db/queries/likely-sources'
import { formAction, type Outcome, type Request } from '../../../_action'
import { sayIn } from '../../../_i18n'
import { type Aside, callOf, echoes } from '../../_editing/answers'
import { type LikelyShown, unseenLikely } from '../../_editing/likely-sources'
import { taken } from '../../sources/answers'

const DATES = {
  valid: 'qualifier',
  valueDate: null,
  newPublished: null,
  observed: null,
  concludedFrom: 'concludedQualifier',
}

/** Records a claim and goes to its monument. A claim that would show the status as contested is asked about first. */
export const record = formAction({
  name: 'record-claim',
  schema: claimInput,
  needs: 'record',
  aside: (sent, lang): Aside => ({ echo: echoes(sent, lang, DATES) }),
  async run({ input, reader, lang, t, now, draft }): Promise<Outcome<Aside>> {
    const call = callOf(input, reader, now, draft)
    try {
      const likely = await likelyNew(call, lang)
      if (likely.length > 0)
        return {
          title: t('library.likely.title'),
          errors: [{ field: 'newTitle', message: t('library.likely.lead') }],
          extra: { likely },
        }
      if (!input.weighed && (await weighClaim(call))) return askFirst(t)
      const { rev } = await recordClaim(call)
      const { site, slug } = await placeOf(call.store.db, reader, input.subjectId)
      return { redirect: `/${lang}/${site}${slug === null ? '' : `/${slug}`}?saved=${rev}` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'duplicate' && error.field === 'newUrl')
        return taken(error, lang)
      if (error instanceof DomainError && error.code === 'duplicate')
        return inTheWay(call, error, lang)
      throw error
    }
  },
})

/** What a new source may be already; nothing where its address is taken, which the save refuses, or it has been shown. */
async function likelyNew(
  { store: { db }, reader, input }: Call<ClaimInput>,
  lang: Request<ClaimInput>['lang'],
): Promise<LikelyShown[]> {
  const { newTitle: title, newUrl: url, seen } = input
  // A form that was sent twice is not asked about what it has entered itself.
  if (await recordedBefore(db, editorOf(reader).id, input)) return []
  if (title === null || (await sourceAt(db, reader, url, '')) !== null) return []
  return unseenLikely(db, reader, lang, { title, url }, seen)
}

/** The conclusion is unticked: concluding against the assessment in force is a choice, not a default. */
function askFirst(t: Request<ClaimInput>['t']): Outcome<Aside> {
  return {
    title: t('forms.contested.title'),
    errors: [{ field: 'conclude', message: t('forms.contested.choose') }],
    values: { weighed: ['on'], conclude: [] },
    extra: { notice: t('forms.contested.notice') },
  }
}

/** Names the claim or assessment that is there already, with the way to it. */
async function inTheWay(
  { store, reader }: Call<ClaimInput>,
  error: DomainError,
  lang: Request<ClaimInput>['lang'],
): Promise<Outcome<Aside>> {
  const say = sayIn(lang)
  const found = error.detail === null ? null : await findRecord(store.db, reader, error.detail)
  if (found?.kind === 'assessment') {
    const { id, subjectId, value, valid, qualifier, knownFrom, property } = found.row
    const said = property === 'condition' ? say.t(`vocab.conditions.${value}`) : (value ?? '')
    const { site, slug } = await placeOf(store.db, reader, subjectId)
    const message = say.t('forms.duplicate.assessment', {
      value: said,
      date: say.date(valid, qualifier),
      day: say.day(knownFrom),
    })
    return {
      errors: [{ field: error.field, message }],
      extra: {
        link: {
          href: `/${lang}/${site}/${slug ?? ''}#assessment-${id}`,
          label: say.t('forms.duplicate.show'),
        },
      },
    }
  }
  const errors = [{ field: error.field ?? 'words', message: say.t('forms.duplicate.claim') }]
  if (found?.kind !== 'claim') return { errors }
  const { site } = await placeOf(store.db, reader, found.row.subjectId)
  const href = `/${lang}/${site}/correct?${new URLSearchParams({ claim: found.row.id })}`
  return { errors, extra: { link: { href, label: say.t('forms.duplicate.correct') } } }
}
