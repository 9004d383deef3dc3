import type { Option } from '../../../../components/form/fields'
import type { Say } from '../../../../components/say'
import { CONTESTABLE } from '../../../../db/domain/vocabulary'
import type { ClaimEntry } from '../../../../db/queries/dossier'
import type { SubjectChoice } from '../../../../db/queries/editing'
import { clip, nameIn } from '../../_editing/options'

type Monument = SubjectChoice['monuments'][number]

/** What a claim can be about: a group per monument, with its parts and events, and one for the site. */
export function subjectGroups(
  say: Say,
  choice: SubjectChoice,
): { label: string; options: Option[] }[] {
  const event = (e: SubjectChoice['siteEvents'][number]): Option => ({
    value: e.id,
    label: say.t('forms.record.event', {
      what: clip(nameIn(say, e.what, e.id), 70),
      when: say.date(e.valid, e.qualifier),
    }),
  })
  const siteName = nameIn(say, choice.site.name, choice.site.id)
  return [
    ...choice.monuments.map(({ monument, name, parts, events }) => ({
      label: nameIn(say, name, monument.slug),
      options: [
        {
          value: monument.id,
          label: say.t('forms.record.whole', { name: nameIn(say, name, monument.slug) }),
        },
        ...parts.map((p) => ({
          value: p.id,
          label: say.t('forms.record.part', { name: nameIn(say, p.name, p.slug) }),
        })),
        ...events.map(event),
      ],
    })),
    {
      label: siteName,
      options: [
        { value: choice.site.id, label: say.t('forms.record.site', { name: siteName }) },
        ...choice.siteEvents.map(event),
      ],
    },
  ]
}

/** Whether an address names this monument, one of its parts by slug, or one of its events by id. */
export function isOf({ monument, parts, events }: Monument, asked: unknown): boolean {
  return (
    monument.slug === asked ||
    parts.some((p) => p.slug === asked) ||
    events.some((e) => e.id === asked)
  )
}

/** The claims about a monument that a conclusion might use or set aside, the latest first. */
export function claimsAbout(
  { monument, parts, events }: Monument,
  claims: ClaimEntry[],
): ClaimEntry[] {
  const subjects = new Set([monument.id, ...parts.map((p) => p.id), ...events.map((e) => e.id)])
  return claims
    .filter(
      (c) => subjects.has(c.subjectId) && (CONTESTABLE as readonly string[]).includes(c.property),
    )
    .sort((a, b) => b.knownFrom - a.knownFrom || (a.id < b.id ? -1 : 1))
}
