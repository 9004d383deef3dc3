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
  'set-sensitivity',
  'record-person',
  'edit-person',
  'withdraw',
  'restore',
] as const
export type Verb = (typeof VERBS)[number]
