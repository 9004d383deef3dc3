/** Before the name of a field: the version chosen for it, and what the field was given when there was a choice. */
export const CHOICE = '_choice:'
export const CHOSEN_FROM = '_was:'
