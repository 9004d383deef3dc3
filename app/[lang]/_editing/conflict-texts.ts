/** The messages under `forms.conflict.` that the panel needs. */
export const CONFLICT_TEXTS = [
  'title',
  'field',
  'base',
  'theirs',
  'mine',
  'both',
  'taken',
  'takeTheirs',
  'takeMine',
  'empty',
  'none',
] as const
export type ConflictTexts = Record<(typeof CONFLICT_TEXTS)[number], string>
