import * as schema from '../schema'

/** Every kind of record and its table. Their rows are kept for good: corrected or withdrawn, never changed. */
export const RECORD_TABLES = {
  site: schema.site,
  monument: schema.monument,
  name: schema.name,
  coordinate: schema.coordinate,
  identifier: schema.identifier,
  source: schema.source,
  question: schema.question,
  claim: schema.claim,
  assessment: schema.assessment,
  threat: schema.threat,
  adoption: schema.adoption,
  event: schema.event,
  note: schema.note,
  redirect: schema.redirect,
  image: schema.image,
  image_details: schema.imageDetails,
  person: schema.person,
  person_name: schema.personName,
  instance: schema.instance,
  membership: schema.membership,
} as const

export type RecordKind = keyof typeof RECORD_TABLES
/** A stored version of a record. */
export type Row<K extends RecordKind> = (typeof RECORD_TABLES)[K]['$inferSelect']
/** A record as it is entered: the store adds the revision numbers. */
export type NewRow<K extends RecordKind> = Omit<
  (typeof RECORD_TABLES)[K]['$inferInsert'],
  'recordedRev' | 'retiredRev'
>

/**
 * One change to one record. `before` is the version it starts from; if that has moved, the save is a conflict. A record
 * that had been withdrawn is entered `after` the revision that withdrew it, which can likewise happen once.
 */
export type RecordChange = {
  [K in RecordKind]:
    | { op: 'enter'; kind: K; row: NewRow<K>; after?: number }
    | { op: 'correct'; kind: K; before: Row<K>; row: NewRow<K> }
    | { op: 'withdraw'; kind: K; before: Row<K> }
}[RecordKind]

/** The id of the record that a change is about. */
export function idOf(change: RecordChange): string {
  return change.op === 'withdraw' ? change.before.id : change.row.id
}
