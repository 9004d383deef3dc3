/** The longest register of which the report is put in as a PDF, in each language. */
export const MOST_WITH_REPORT = 500
