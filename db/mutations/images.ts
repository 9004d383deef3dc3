import { and, eq, isNull } from 'drizzle-orm'
import { type Day, dayOfTimestamp, requireBounds } from '../domain/dates'
import { DomainError } from '../domain/errors'
import type { ImageEditInput, ImageInput } from '../domain/image-input'
import type { Reader } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import * as t from '../schema'
import type { KeptImage } from '../store/images/files'
import type { RecordChange, Row } from '../store/records'
import type { Db } from '../store/store'
import { type Call, currentRow, findRepeat, requireBase, type Saved, saveAs } from './call'
import { isSameContent } from './content'
import { findSubject } from './subjects'

/** What an image belongs to: a source, or a claim, which shows what the claim is about. */
export type ImageSubject =
  | { kind: 'source'; row: Row<'source'>; knownFrom: Day }
  | { kind: 'claim'; row: Row<'claim'>; knownFrom: Day }

/**
 * Adds an image to a source or a claim. `keep` takes the file in and is asked once everything else has been found to be
 * right; if it fails nothing is saved. A redacted copy makes the picture that it redacts restricted in the same revision.
 * The form's id becomes the image's, so that a form sent twice adds one. Throws `forbidden`, `not_found`, `invalid`.
 */
export async function addImage(
  sent: Call<ImageInput & { kept?: KeptImage }>,
  keep: () => Promise<KeptImage> = missing,
): Promise<Saved> {
  // What was taken in stays with the input, so that a proposal needs no file again.
  const call = { ...sent, input: { ...sent.input } }
  const { store, reader, input } = call
  const id = input.formId
  return saveAs(
    'add-image',
    call,
    async (newId) => {
      const subject = await requireImageSubject(store.db, reader, input.about)
      const fields = await fieldsOf(call, subject, null)
      const redacted = await redactedImage(call, subject)
      input.kept ??= await keep()
      const { facts, ...file } = input.kept
      const row: Row<'image'> = {
        id,
        subjectId: subject.row.id,
        ...file,
        ...fields,
        knownFrom: subject.knownFrom,
        redacts: input.redacts,
        position: await store.db.$count(t.image, eq(t.image.subjectId, subject.row.id)),
        recordedRev: 0,
        retiredRev: null,
      }
      const changes: RecordChange[] = [{ op: 'enter', kind: 'image', row }]
      if (facts) {
        const details = { id: newId(), imageId: id, ...facts, sensitivity: 'restricted' as const }
        changes.push({ op: 'enter', kind: 'image_details', row: details })
      }
      if (redacted?.sensitivity === 'public')
        changes.push({
          op: 'correct',
          kind: 'image',
          before: redacted,
          row: { ...redacted, sensitivity: 'restricted' },
        })
      return { id, reason: input.reason, changes }
    },
    (actorId) => findRepeat(store.db, actorId, { kind: 'image', id, base: 0 }),
  )
}

async function missing(): Promise<never> {
  throw new DomainError('not_found')
}

/**
 * Corrects what is said of an image. Throws `conflict` when it has moved since `base`, `invalid` on `sensitivity` for a
 * picture in whose place a redacted copy stands, and on `reason` when nothing would change.
 */
export async function editImage(call: Call<ImageEditInput>): Promise<Saved> {
  const { store, reader, input } = call
  const id = input.imageId
  return saveAs(
    'edit-image',
    call,
    async () => {
      const before = await requireBase(call, 'image', id, input.base)
      const subject = await requireImageSubject(store.db, reader, before.subjectId)
      const row = { ...before, ...(await fieldsOf(call, subject, before)) }
      if (isSameContent(before, row))
        throw new DomainError('invalid', 'reason', 'field.nothing_changed')
      if (row.sensitivity === 'public' && (await isRedacted(store.db, id)))
        throw new DomainError('invalid', 'sensitivity', 'field.redacted_copy')
      return { id, reason: input.reason, changes: [{ op: 'correct', kind: 'image', before, row }] }
    },
    (actorId) =>
      findRepeat(store.db, actorId, { kind: 'image', id, base: input.base }, (after) =>
        isWhatWasTyped(after, input),
      ),
  )
}

/** The current source or claim with this id. Throws `not_found`. */
export async function requireImageSubject(
  db: Db,
  reader: Reader,
  id: string,
): Promise<ImageSubject> {
  const claim = await currentRow(db, reader, 'claim', id)
  if (claim) return { kind: 'claim', row: claim, knownFrom: claim.knownFrom }
  const source = await currentRow(db, reader, 'source', id)
  if (source) return { kind: 'source', row: source, knownFrom: source.publishedLatest }
  throw new DomainError('not_found')
}

/** The top-level monument that an image shows; null where it names none, or its claim is about the site. */
export async function placeShown(
  db: Db,
  reader: Reader,
  image: { subjectId: string; monumentId: string | null },
): Promise<string | null> {
  const claim = await currentRow(db, reader, 'claim', image.subjectId)
  const shown = claim ? claim.subjectId : image.monumentId
  return shown === null ? null : (await findSubject(db, reader, shown)).rootId
}

/** The columns that a form fills in. A claim says itself what its image shows. */
async function fieldsOf(
  { store, reader, now, input }: Call<ImageInput | ImageEditInput>,
  subject: ImageSubject,
  before: Row<'image'> | null,
) {
  const { credit, rights, sensitivity, taken, beforeId } = input
  const today = dayOfTimestamp(now)
  const bounds = taken === null ? null : requireBounds(taken)
  if (bounds && bounds.earliest > today) throw new DomainError('invalid', 'taken', 'field.future')
  const monumentId = subject.kind === 'claim' ? null : input.monumentId
  if (monumentId !== null && !(await currentRow(store.db, reader, 'monument', monumentId)))
    throw new DomainError('invalid', 'monumentId', 'field.not_a_choice')
  if (beforeId !== null)
    await requirePair(store.db, reader, beforeId, {
      id: before?.id ?? null,
      subjectId: subject.row.id,
      monumentId,
    })
  return {
    caption: captionOf(input),
    credit,
    rights,
    sensitivity,
    taken,
    takenEarliest: bounds?.earliest ?? null,
    takenLatest: bounds?.latest ?? null,
    monumentId,
    beforeId,
  }
}

/** An earlier picture is another one, of the same monument. */
async function requirePair(
  db: Db,
  reader: Reader,
  beforeId: string,
  image: { id: string | null; subjectId: string; monumentId: string | null },
): Promise<void> {
  const before = await currentRow(db, reader, 'image', beforeId)
  const isOther = image.id === null || (before?.id !== image.id && before?.beforeId !== image.id)
  if (!before || !isOther) throw new DomainError('invalid', 'beforeId', 'field.not_a_choice')
  const [here, there] = [await placeShown(db, reader, image), await placeShown(db, reader, before)]
  if (here === null || here !== there)
    throw new DomainError('invalid', 'beforeId', 'field.image_elsewhere')
}

/** The picture that a new one is the redacted copy of: of the same source or claim, and no copy itself. */
async function redactedImage(
  { store, reader, input }: Call<ImageInput>,
  subject: ImageSubject,
): Promise<Row<'image'> | null> {
  if (input.redacts === null) return null
  const image = await currentRow(store.db, reader, 'image', input.redacts)
  if (!image || image.redacts !== null || image.subjectId !== subject.row.id)
    throw new DomainError('invalid', 'redacts', 'field.not_a_choice')
  return image
}

/** Whether a redacted copy stands in the place of an image. */
export async function isRedacted(db: Db, id: string): Promise<boolean> {
  return (await db.$count(t.image, and(eq(t.image.redacts, id), isNull(t.image.retiredRev)))) > 0
}

function captionOf({ captionEn, captionAr }: ImageInput | ImageEditInput): Bilingual {
  return {
    ...(captionEn !== null && { en: captionEn }),
    ...(captionAr !== null && { ar: captionAr }),
  }
}

function isWhatWasTyped(after: Record<string, unknown> | null, input: ImageEditInput): boolean {
  const { credit, rights, taken, beforeId, sensitivity } = input
  const typed = { credit, rights, taken, beforeId, sensitivity }
  return (
    after !== null &&
    JSON.stringify(after.caption) === JSON.stringify(captionOf(input)) &&
    Object.entries(typed).every(([key, value]) => (after[key] ?? null) === value)
  )
}
