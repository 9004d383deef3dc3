import { DomainError } from '../../../../../db/domain/errors'
import type { Reader } from '../../../../../db/domain/policy'
import { begunAs } from '../../../../../db/mutations/propose'
import { placeOf } from '../../../../../db/queries/editing'
import type { ProposalPage } from '../../../../../db/queries/proposals'
import type { Db } from '../../../../../db/store/store'

/**
 * The page whose form made a proposal, begun with what it holds, in the language of the texts in it; null where the page
 * is gone, or the verb has no form of its own.
 */
export async function amendHref(
  db: Db,
  reader: Reader,
  lang: string,
  proposal: ProposalPage,
): Promise<string | null> {
  const { verb, input } = begunAs(proposal)
  const typed = input as Record<string, string | null>
  const site = `/${proposal.siteSlug}`
  const id = (field: string) => encodeURIComponent(typed[field] ?? '')
  const slug = async (field: string) => {
    const place = await placeOf(db, reader, typed[field] ?? '')
    return encodeURIComponent(place.slug ?? '')
  }
  const path = async (): Promise<string | null> => {
    switch (verb) {
      case 'record-claim':
        return `${site}/record?subject=${await slug('subjectId')}`
      case 'edit-claim':
        return `${site}/correct?claim=${id('claimId')}`
      case 'assess':
        if (typed.assessmentId) return `${site}/assess?assessment=${id('assessmentId')}`
        if (typed.questionId) return `${site}/assess?question=${id('questionId')}`
        return `${site}/assess?subject=${await slug('subjectId')}`
      case 'open-threat':
        return `${site}/threats/new?subject=${await slug('subjectId')}`
      case 'edit-threat':
        return `${site}/threats/${id('threatId')}/edit`
      case 'close-threat':
        return `${site}/threats/${id('threatId')}/close`
      case 'edit-monument':
        return `${site}/${await slug('monumentId')}/edit`
      case 'edit-source':
        return `/sources/${id('sourceId')}/edit`
      case 'new-source':
        return '/sources/new'
      case 'edit-image':
        return `/images/${id('imageId')}/edit`
      case 'edit-note':
        return typed.noteId ? `/notes?note=${id('noteId')}` : `/notes?about=${id('subjectId')}`
      case 'edit-person':
        return `${site}/persons/${id('personId')}`
      case 'set-sensitivity':
        return `/sensitivity?record=${id('id')}`
      case 'withdraw':
        return `${site}/withdraw?record=${id('id')}`
      case 'restore':
        return `/history/${id('id')}`
      default:
        return null
    }
  }
  try {
    const found = await path()
    if (found === null) return null
    const mark = found.includes('?') ? '&' : '?'
    return `/${typed.textLang ?? lang}${found}${mark}proposal=${proposal.id}`
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
