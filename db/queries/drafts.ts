import { and, desc, eq } from 'drizzle-orm'
import { draft } from '../desk-schema'
import { canSomewhere, type Reader } from '../domain/policy'
import type { Bilingual } from '../domain/vocabulary'
import type { RecordKind } from '../store/records'
import type { Db } from '../store/store'
import { findRecord, textOf } from './editing'

export type Draft = typeof draft.$inferSelect

/** A draft with what it is about, where that is a record that its writer may still see. */
export type DraftEntry = Draft & { record: { kind: RecordKind; text: Bilingual } | null }

/** What the reader has typed into a form and not yet sent; null when nothing, or for somebody who may not record. */
export async function findDraft(
  db: Db,
  reader: Reader,
  key: { form: string; about: string },
): Promise<Draft | null> {
  const { userId } = reader
  if (userId === null || !canSomewhere(reader, 'record')) return null
  const { form, about } = draft
  const [found] = await db
    .select()
    .from(draft)
    .where(and(eq(draft.userId, userId), eq(form, key.form), eq(about, key.about)))
  return found ?? null
}

/** All drafts of the reader, the latest first; nobody is shown those of others. */
export async function listDrafts(db: Db, reader: Reader): Promise<DraftEntry[]> {
  const { userId } = reader
  if (userId === null || !canSomewhere(reader, 'record')) return []
  const drafts = await db
    .select()
    .from(draft)
    .where(eq(draft.userId, userId))
    .orderBy(desc(draft.savedAt), draft.form, draft.about)
  return Promise.all(
    drafts.map(async (own) => {
      const found = await findRecord(db, reader, own.about)
      return { ...own, record: found && { kind: found.kind, text: await textOf(db, found) } }
    }),
  )
}
