import { LANGS } from '../../../db/domain/vocabulary'
import { sayIn } from '../../_i18n'
import { escapeMarkup } from '../safe-text'
import type { ViewFacts } from '../view-facts'
import type { Passed } from './entries'
import { descriptionOf, titleOf } from './metadata'

const STYLE =
  'body{font:1rem/1.6 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222}' +
  'section+section{border-top:1px solid #bbb;margin-top:3rem;padding-top:1rem}' +
  'dt{font-weight:bold;margin-top:.6rem}dd{margin:0;overflow-wrap:anywhere}' +
  'table{border-collapse:collapse}td,th{text-align:start;padding:.2rem .8rem .2rem 0;vertical-align:top}' +
  'code{font-size:.8rem;overflow-wrap:anywhere}'

/** ro-crate-preview.html: the crate for people, in both languages, complete without scripts or network. */
export function preview(facts: ViewFacts, files: Passed[]): string {
  const [title, description] = [titleOf(facts), descriptionOf(facts)]
  const sections = LANGS.map((lang) => {
    const { t } = sayIn(lang)
    const said: [string, ...string[]][] = [
      ['report.facts.filter', facts.covers[lang]],
      ['report.facts.asOf', facts.asOf[lang]],
      ['report.facts.knownAt', facts.knownAt[lang]],
      ['report.facts.rev', facts.revision[lang]],
      ['report.facts.head', facts.head],
      ['report.facts.permalink', facts.address[lang]],
      ['exports.about.citation', facts.citation[lang]],
      ['exports.about.licence', ...facts.licence.map((text) => text[lang])],
      ['exports.about.disclaimer', facts.disclaimer[lang]],
    ]
    const list = said
      .map(([key, ...texts]) => {
        const values = texts.map((text) => `<dd>${escapeMarkup(text)}</dd>`)
        return `<dt>${escapeMarkup(t(key))}</dt>${values.join('')}`
      })
      .join('')
    const head = ['file', 'about', 'bytes', 'checksum']
      .map((key) => `<th scope="col">${escapeMarkup(t(`exports.crate.${key}`))}</th>`)
      .join('')
    const rows = files
      .map(
        (f) =>
          `<tr><td><a href="${escapeMarkup(f.path)}">${escapeMarkup(f.path)}</a></td><td>${escapeMarkup(f.name[lang])}</td><td>${f.bytes}</td><td><code>${f.sha256}</code></td></tr>`,
      )
      .join('')
    return `<section lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><h1>${escapeMarkup(title[lang])}</h1><p>${escapeMarkup(description[lang])}</p><dl>${list}</dl><h2>${escapeMarkup(t('exports.crate.files'))}</h2><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></section>`
  })
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(title.en)}</title><meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>${sections.join('\n')}</body></html>\n`
}
