import { FORMATS } from './all'
import { plainText, sentences } from './answer'

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
