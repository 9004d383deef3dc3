import { DomainError } from '../domain/errors'
import type { NewSourceInput } from '../domain/source-input'
import { sourceAt } from '../queries/likely-sources'
import type { Row } from '../store/records'
import { type Call, findRepeat, type Saved, saveAs } from './call'
import { typedFields } from './edit-source'
import { NO_COPY, publishedLatest } from './sources'

/**
 * Enters a source on its own, before anybody has recorded what it says. The form's id becomes its own, so a form sent
 * twice is entered once. Throws `duplicate` on `url` (with the id) where another source has this very address.
 */
export async function enterSource(call: Call<NewSourceInput>): Promise<Saved> {
  const { store, reader, now, input } = call
  return saveAs(
    'new-source',
    call,
    async () => {
      const taken = await sourceAt(store.db, reader, input.url, input.formId)
      if (taken !== null) throw new DomainError('duplicate', 'url', taken)
      const row: Omit<Row<'source'>, 'recordedRev' | 'retiredRev'> = {
        id: input.formId,
        ...typedFields(input),
        publishedAsGiven: input.published === null ? 'n.d.' : null,
        publishedLatest: publishedLatest(input.published, now, 'published'),
        reliabilityReason:
          input.reliability === null || input.reliabilityReason === null
            ? null
            : { [input.textLang]: input.reliabilityReason },
        provenance: null,
        ...NO_COPY,
      }
      const changes = [{ op: 'enter' as const, kind: 'source' as const, row }]
      return { id: row.id, reason: input.reason, changes }
    },
    (actorId) => findRepeat(store.db, actorId, { kind: 'source', id: input.formId, base: 0 }),
  )
}
