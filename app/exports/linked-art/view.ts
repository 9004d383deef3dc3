import { dayOfTimestamp } from '../../../db/domain/dates'
import { SourceCounts } from '../../../db/queries/cited-sources'
import { dossiers } from '../../../db/queries/dossiers'
import { type SiteClaim, siteClaims } from '../../../db/queries/site-claims'
import type { Asked } from '../answer'
import { registerAddress } from '../permalink'
import { safeJson } from '../safe-text'
import { both, viewFacts } from '../view-facts'
import { contextAt } from './context'
import { type At, dayspan, iri, type Node, names, statement } from './node'
import { linkedArtOfClaim, linkedArtOfMonument, linkedArtOfSource } from './records'

/** The view as one JSON-LD document: what it is, its monuments with every claim, and the sources, as they are read. */
export async function* linkedArtOfView(asked: Asked): AsyncGenerator<string> {
  const { db, reader, site, pinned, origin } = asked
  const at: At = { origin, siteSlug: site.slug, view: pinned.view, head: pinned.head }
  const counts = new SourceCounts()
  const said = await siteClaims(db, reader, site.id, pinned)
  counts.addSite(said)
  const first = [await described(asked, at), ...said.map((claim) => ofSite(claim, site.id, at))]
  let beginning = `{"@context":${safeJson(contextAt(origin))},"@graph":[\n${first.map(safeJson).join(',\n')}`
  for await (const portion of dossiers(db, reader, site.id, pinned)) {
    yield beginning +
      portion
        .map(({ dossier }) => {
          counts.add(dossier)
          return `,\n${safeJson(linkedArtOfMonument(dossier, at))}`
        })
        .join('')
    beginning = ''
  }
  yield beginning
  for await (const portion of counts.sources(db, reader, pinned))
    yield portion.map((source) => `,\n${safeJson(linkedArtOfSource(source, at))}`).join('')
  yield '\n]}\n'
}

/** A claim about the site as a whole, or about what happened to it. */
function ofSite({ claim, threats }: SiteClaim, siteId: string, at: At): Node {
  const event = claim.subjectId === siteId ? '' : `#${claim.subjectId}`
  return linkedArtOfClaim(claim, iri.site(at) + event, at, threats)
}

/** The document itself: what it covers, under which licence, from which revision. */
async function described(asked: Asked, at: At): Promise<Node> {
  const facts = await viewFacts(asked)
  return {
    id: registerAddress(asked.origin, 'en', asked),
    type: 'InformationObject',
    _label: facts.citation.en,
    identified_by: [
      ...names(
        both(({ t, lang }) =>
          t('exports.crate.title', { site: facts.site[lang], asOf: facts.asOf[lang] }),
        ),
      ),
      { type: 'Identifier', content: facts.head },
    ],
    referred_to_by: (['en', 'ar'] as const).flatMap((lang) => [
      statement(facts.covers[lang], lang),
      statement(facts.citation[lang], lang),
      ...facts.licence.map((text) => statement(text[lang], lang)),
    ]),
    subject_to: [{ id: 'https://creativecommons.org/licenses/by/4.0/', type: 'Right' }],
    created_by: { type: 'Creation', timespan: dayspan(dayOfTimestamp(at.head.at)) },
    about: [
      { id: iri.site(at), type: 'Place', _label: facts.site.en, identified_by: names(facts.site) },
    ],
  }
}
