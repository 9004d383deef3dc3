import { dayOfTimestamp, formatDay } from '../../../db/domain/dates'
import { viewParams } from '../../../db/domain/filter'
import { LANGS } from '../../../db/domain/vocabulary'
import type { Row } from '../../../db/store/records'
import { version } from '../../../package.json'
import { type Asked, buildId } from '../answer'
import { safeJson } from '../safe-text'
import { type Both, both, type ViewFacts } from '../view-facts'
import type { Passed } from './entries'
import { MOST_WITH_REPORT } from './limits'

const SPECIFICATION = 'https://w3id.org/ro/crate/1.2'

/** The licences that parts of the facts stand under; DATA-LICENSE.md says which part under which. */
const LICENCES: Record<string, string> = {
  'https://creativecommons.org/licenses/by/4.0/':
    'Creative Commons Attribution 4.0 International (CC BY 4.0)',
  'https://opendatacommons.org/licenses/odbl/1-0/': 'Open Database License (ODbL) 1.0',
  'https://creativecommons.org/licenses/by/3.0/':
    'Creative Commons Attribution 3.0 Unported (CC BY 3.0)',
}
const PROGRAM_LICENCE = 'https://spdx.org/licenses/AGPL-3.0-or-later'

/**
 * ro-crate-metadata.json: what the crate is, who made it, under which licences, how to cite it, from which query at which
 * revision it was made by which program, and each file with its size and checksum.
 */
export function metadata(asked: Asked, facts: ViewFacts, files: Passed[]): string {
  const { origin, pinned } = asked
  const { view, head } = pinned
  const published = formatDay(dayOfTimestamp(head.at))
  const [register, action, program, query] = [`${origin}/`, '#made', '#program', '#query']
  const made = files.filter((f) => f.isMade)
  const graph = [
    {
      '@id': 'ro-crate-metadata.json',
      '@type': 'CreativeWork',
      about: { '@id': './' },
      conformsTo: { '@id': SPECIFICATION },
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: titleOf(facts).en,
      alternateName: titleOf(facts).ar,
      description: inBoth(descriptionOf(facts), '\n\n'),
      datePublished: published,
      version: String(view.rev),
      identifier: { '@id': facts.address.en },
      'cite-as': facts.address.en,
      creditText: facts.citation.en,
      license: Object.keys(LICENCES).map(reference),
      creator: reference(register),
      publisher: reference(register),
      inLanguage: ['en', 'ar'],
      temporalCoverage: `../${formatDay(view.asOf)}`,
      about: reference('#site'),
      mentions: reference(action),
      hasPart: files.map((f) => reference(f.path)),
    },
    {
      '@id': facts.address.en,
      '@type': 'PropertyValue',
      name: 'Permanent address',
      value: facts.address.en,
      url: facts.address.en,
    },
    { '@id': '#site', '@type': 'Place', name: inBoth(facts.site) },
    { '@id': register, '@type': 'Organization', name: 'Tadmor', url: register },
    ...Object.entries({ ...LICENCES, [PROGRAM_LICENCE]: 'GNU Affero General Public License' }).map(
      ([id, name]) => ({ '@id': id, '@type': 'CreativeWork', name, description: name, url: id }),
    ),
    {
      '@id': action,
      '@type': 'CreateAction',
      name: both(({ t }) => t('exports.crate.made', { rev: String(view.rev) })).en,
      instrument: reference(program),
      object: reference(query),
      result: made.map((f) => reference(f.path)),
      agent: reference(register),
      endTime: head.at,
    },
    {
      '@id': program,
      '@type': 'SoftwareApplication',
      name: 'Tadmor',
      version,
      softwareVersion: `${version} (build ${buildId()})`,
      license: reference(PROGRAM_LICENCE),
    },
    {
      '@id': query,
      '@type': 'CreativeWork',
      name: facts.covers.en,
      description: `Revision ${view.rev}, head ${head.hash}`,
      text: String(viewParams(view)),
      url: facts.address.en,
    },
    ...rightsOf(files),
    ...files.map((f) => ({
      '@id': f.path,
      '@type': f.image ? ['File', 'ImageObject'] : 'File',
      name: inBoth(f.name),
      encodingFormat: f.mime,
      contentSize: String(f.bytes),
      sha256: f.sha256,
      ...(f.licence ? { license: reference(f.licence) } : {}),
      ...(f.image ? ofImage(f.image) : {}),
    })),
  ]
  return `${safeJson({ '@context': `${SPECIFICATION}/context`, '@graph': graph }, 2)}\n`
}

/** What a picture shows, when it was taken, who made it and what may be done with it. */
function ofImage(image: Row<'image'>) {
  const { caption, credit, rights, taken, width, height } = image
  return {
    caption: LANGS.flatMap((lang) => caption[lang] ?? []).join(' · '),
    creditText: credit,
    license: reference(`#rights-${rights}`),
    ...(taken && { temporalCoverage: taken }),
    width: `${width} px`,
    height: `${height} px`,
  }
}

/** The terms of the pictures' rights, each once. */
function rightsOf(files: Passed[]) {
  return [...new Set(files.flatMap((f) => f.image?.rights ?? []))].map((rights) => ({
    '@id': `#rights-${rights}`,
    '@type': 'CreativeWork',
    name: inBoth(both(({ t }) => t(`vocab.rights.${rights}`))),
  }))
}

/** What the crate is called. */
export function titleOf(facts: ViewFacts) {
  return both(({ t, lang }) =>
    t('exports.crate.title', { site: facts.site[lang], asOf: facts.asOf[lang] }),
  )
}

/** What is in it, in a few sentences. */
export function descriptionOf(facts: ViewFacts) {
  return both(({ t, lang }) =>
    [
      t('exports.crate.description', {
        site: facts.site[lang],
        asOf: facts.asOf[lang],
        knownAt: facts.knownAt[lang],
        covers: facts.covers[lang],
        rev: facts.rev,
      }),
      ...(facts.found > MOST_WITH_REPORT
        ? [t('exports.crate.withoutReport', { count: MOST_WITH_REPORT })]
        : []),
      ...(facts.internal ? [facts.internal[lang]] : []),
    ].join(' '),
  )
}

/** In one string, since many readers of crates know no other kind of name. */
function inBoth({ en, ar }: Both, between = ' · ') {
  return en === ar ? en : `${en}${between}${ar}`
}

function reference(id: string) {
  return { '@id': id }
}
