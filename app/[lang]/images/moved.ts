import { DomainError } from '../../../db/domain/errors'
import type { Reader } from '../../../db/domain/policy'
import type { Lang } from '../../../db/domain/vocabulary'
import type { Typed } from '../../../db/mutations/drafts'
import { imageToEdit } from '../../../db/queries/image-form'
import type { Db } from '../../../db/store/store'
import { translator } from '../../_i18n'
import { baseVersion, type Moved } from '../_editing/conflict'
import { imageFields } from './fields'

/** Where a form about an image began, and the image as it stands now. Throws `not_found`. */
export async function movedImage(db: Db, reader: Reader, lang: Lang, typed: Typed): Promise<Moved> {
  const t = translator(lang)
  const now = await imageToEdit(db, reader, typed.imageId?.[0] ?? '')
  if (!now) throw new DomainError('not_found')
  const then = await baseVersion(db, reader, 'image', now, typed)
  return {
    base: imageFields(then),
    theirs: imageFields(now),
    rev: now.recordedRev,
    labelOf: (field) => t(`images.form.${LABELS[field] ?? field}`),
  }
}

const LABELS: Record<string, string> = { monumentId: 'monument', beforeId: 'before' }
