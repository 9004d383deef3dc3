/** Neither letters that nobody sees nor what a path is made of may stand in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point.
const NOT_IN_NAMES = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF<>/\\]/g

/** What a file that somebody sent may be called here: at most 120 characters of its own name, else `otherwise`. */
export function sentName(given: string, otherwise: string): string {
  return given.replace(NOT_IN_NAMES, '').trim().slice(-120) || otherwise
}
