import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cite, plugins } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'
import '@citation-js/plugin-ris'
import type { CslItem } from './item'

/** The forms that a reference manager reads. */
export const CITE_FORMATS = ['bibtex', 'ris', 'csl-json'] as const
export type CiteFormat = (typeof CITE_FORMATS)[number]

/** The styles that a citation is shown in; both are English ones whatever the language of the title. */
export type CiteStyle = 'chicago' | 'apa'

const OUTPUT: Record<CiteFormat, string> = { bibtex: 'bibtex', ris: 'ris', 'csl-json': 'data' }

const shared = globalThis as { tadmorCitations?: true }

/** One item as a line of a bibliography. */
export function inStyle(item: CslItem, template: CiteStyle): string {
  prepare()
  return new Cite(item).format('bibliography', { format: 'text', template, lang: 'en-US' }).trim()
}

/** One item as a file for reference managers. Nothing is ever fetched: the item is whole as it is given. */
export function asFile(item: CslItem, format: CiteFormat): string {
  prepare()
  return `${new Cite(item).format(OUTPUT[format]).trim()}\n`
}

/** The library brings APA along; Chicago's style stands beside this file. BibTeX keeps Arabic, and our own keys. */
function prepare(): void {
  if (shared.tadmorCitations) return
  const style = 'app/exports/cite/chicago-author-date.csl'
  const path = join(/* turbopackIgnore: true */ process.cwd(), style)
  plugins.config.get('@csl').templates.add('chicago', readFileSync(path, 'utf8'))
  Object.assign(plugins.config.get('@bibtex').format, {
    asciiOnly: false,
    checkLabel: false,
    useIdAsLabel: true,
  })
  shared.tadmorCitations = true
}
