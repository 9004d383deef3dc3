/** Query parameters of pages that are not part of a view: `saved` is the revision that a form has just made. */
export const OTHER_PARAMS: readonly string[] = ['saved']
