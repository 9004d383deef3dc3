import Negotiator from 'negotiator'
import { FORMATS } from './all'
import { plainText, sentences } from './answer'

/**
 * The one of these that an `Accept` header likes best (RFC 9110, 12.5.1), the first where it likes several as well; null
 * when it wants none of them.
 */
export function preferred<T extends { mime: string }>(
  accept: string | null,
  offered: readonly T[],
): T | null {
  const types = offered.map((o) => bare(o.mime))
  const headers = accept === null ? {} : { accept }
  const [best] = new Negotiator({ headers }).mediaTypes([...new Set(types)])
  return offered.find((_, i) => types[i] === best) ?? null
}

/** Says in both languages that there is no such file, and which there are: 404. */
export function noSuchFile(file: string): Response {
  return listOfFormats(404, 'exports.unknown', { file: file.slice(0, 60) })
}

/** Says in both languages that nothing comes in the form asked for, and what does: 406. */
export function notAcceptable(): Response {
  return listOfFormats(406, 'exports.notAcceptable', {})
}

function listOfFormats(status: number, said: string, values: Record<string, string>): Response {
  const inLang = (lang: 'en' | 'ar') => [
    sentences(lang, said, values),
    ...FORMATS.map(({ path, mime }) => {
      const name = sentences(lang, `exports.formats.${path.replace('.', '_')}`)
      return `- ${sentences(lang, 'exports.file', { path, name, mime: bare(mime) })}`
    }),
  ]
  return plainText(status, [...inLang('en'), '', ...inLang('ar')].join('\n'))
}

/** A media type without its parameters. */
function bare(mime: string): string {
  return mime.split(';')[0] ?? mime
}
