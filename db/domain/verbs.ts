/** What can be done to the record through a form or the API: the names of the mutations that save through `saveAs`. */
export const VERBS = [
  'record-claim',
  'edit-claim',
  'assess',
  'open-threat',
  'edit-threat',
  'close-threat',
  'edit-monument',
  'edit-source',
  'new-source',
  'merge-sources',
  'attach-copy',
  'edit-note',
  'add-image',
  'edit-image',
  'withdraw',
  'restore',
  'change-many',
  'undo',
  'carry-over',
] as const
export type Verb = (typeof VERBS)[number]
