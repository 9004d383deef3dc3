import type { z } from 'zod'
import { identifierUrl } from '../../../../components/monument/identifier-url'
import type { Clocks } from '../../../../db/domain/status'
import type { MonumentPage } from '../../../../db/queries/monument'
import type { RegisterRow } from '../../../../db/queries/register-row'
import type { Row } from '../../../../db/store/records'
import type * as s from '../schemas/records'
import type { Addresses } from './addresses'
import {
  assessmentShape,
  claimShape,
  disagreementShape,
  eventShape,
  explainedShape,
  placeShape,
  sourceShape,
  statusShape,
  threatShape,
} from './records'

/** The paths of a monument: its page's, and its own in the API. */
export function monumentPaths(site: string, slug: string): { page: string; api: string } {
  const [of, name] = [encodeURIComponent(site), encodeURIComponent(slug)]
  return { page: `/${of}/${name}`, api: `/sites/${of}/monuments/${name}` }
}

/** One line of the register. */
export function lineShape(
  row: RegisterRow,
  place: Row<'coordinate'> | undefined,
  site: string,
  at: Addresses,
): z.infer<typeof s.monumentLine> {
  const paths = monumentPaths(site, row.slug)
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind,
    name: row.name,
    status: statusShape(row.status),
    standing: row.standing,
    place: place ? placeShape(place) : null,
    sources: row.sources.length,
    links: at.links(row.id, paths.api, paths.page),
  }
}

/** Everything about one monument. `version` is what its form would start from. */
export function monumentShape(
  page: MonumentPage,
  { site, version, clocks, at }: { site: string; version: number; clocks: Clocks; at: Addresses },
): z.infer<typeof s.monument> {
  const { monument, whole, name } = page
  const paths = monumentPaths(site, monument.slug)
  const nameOf = (id: string) => page.parts.find((p) => p.monument.id === id)?.name ?? name
  return {
    id: monument.id,
    version,
    links: at.links(monument.id, paths.api, paths.page),
    slug: monument.slug,
    kind: monument.kind,
    name,
    description: monument.description,
    partOf: whole && { id: whole.id, slug: whole.slug },
    principalId: page.parts.some((p) => p.monument.id === monument.principalId)
      ? monument.principalId
      : null,
    status: explainedShape(page.status),
    standing: page.standing,
    names: page.names.map(({ id, form, lang, preferred, transliteration, note }) => ({
      id,
      form,
      lang,
      isPreferred: preferred,
      transliteration,
      note,
    })),
    places: page.coordinates.map(placeShape),
    identifiers: page.identifiers.map(identifierShape),
    parts: page.parts.map((part) => {
      const own = monumentPaths(site, part.monument.slug)
      return {
        id: part.monument.id,
        slug: part.monument.slug,
        name: part.name,
        status: statusShape(part.status),
        links: at.links(part.monument.id, own.api, own.page),
      }
    }),
    claims: page.claims.map((c) => claimShape(c, page.events, at)),
    assessments: page.assessments.map((a) => assessmentShape(a, at)),
    disagreements: page.disagreements.map(disagreementShape),
    threats: page.threats.map((t) =>
      threatShape({ ...t, subjectName: nameOf(t.subjectId) }, paths.page, clocks, at),
    ),
    events: page.events.map((e) =>
      eventShape({ ...e, subjectName: nameOf(e.subjectId) }, paths.page, at),
    ),
    notes: page.notes.map(({ id, kind, text }) => ({ id, kind, text })),
    images: page.images.flatMap((i) =>
      i.before ? [imageShape(i.before, at), imageShape(i, at)] : [imageShape(i, at)],
    ),
    sources: page.sources.map((source) => sourceShape(source, at)),
    sensitivity: monument.sensitivity,
  }
}

/** A picture. It is no record of the API: its page and its history say more. */
function imageShape(
  image: Row<'image'> & { before?: Row<'image'> | null },
  at: Addresses,
): z.infer<typeof s.image> {
  const { id, caption, credit, rights, taken, width, height, sha256, before } = image
  const path = `/images/${encodeURIComponent(id)}`
  const file = `${at.origin}${path}/large.webp`
  const links = at.links(id, null, path)
  return {
    id,
    caption,
    credit,
    rights,
    taken,
    before: before?.id ?? null,
    width,
    height,
    sha256,
    file,
    links,
  }
}

/** What an authority knows something by, with its page there. */
export function identifierShape({
  scheme,
  value,
  label,
  note,
}: Row<'identifier'>): z.infer<typeof s.identifier> {
  return { scheme, value, label, note, url: value && identifierUrl(scheme, value) }
}
