import { sidesOf } from '../../db/domain/compare'
import { shownIn } from '../../db/domain/retyped'
import type { Change } from '../../db/domain/vocabulary'
import type { Changed, Changes, MovedThreat } from '../../db/queries/compare'
import type { Say } from '../_i18n'
import type { ChangeLine, ChangesSection, SheetElsewhere } from './document'
import type { Wording } from './wording'

/** The section of the report on what has changed since an earlier day; `elsewhere` gives the page of a monument. */
export function changesSection(
  changes: Changes,
  words: Wording,
  elsewhere: (slug: string) => SheetElsewhere,
): ChangesSection {
  const { from, to, lists } = changes
  const columns = (...keys: string[]) => keys.map((key) => words.label(`compare.report.${key}`))
  const threats = (['opened', 'closed'] as const).filter((which) => changes[which].length > 0)
  return {
    title: words.label('compare.report.title'),
    lead: words.each((say) =>
      say.t('compare.report.lead', {
        from: say.day(from.asOf),
        fromKnown: say.day(from.knownAt),
        to: say.day(to.asOf),
        toKnown: say.day(to.knownAt),
      }),
    ),
    none: lists.length + threats.length === 0 ? words.label('compare.none') : null,
    columns: columns('monument', 'before', 'after', 'sources'),
    lists: lists.map(({ kind, entries }) => ({
      title: words.label(`vocab.changes.${kind}`),
      meaning: words.label(`vocab.definitions.changes.${kind}`),
      entries: entries.map((entry) => ({
        ...changeLine(kind, entry, changes, words),
        url: elsewhere(entry.slug),
      })),
    })),
    threatColumns: columns('threat', 'period', 'sources'),
    threats: threats.map((which) => ({
      title: words.label(`compare.${which}`),
      entries: changes[which].map((threat) => ({
        what: words.each((say) => threatInWords(threat, say)),
        period: words.date(threat.valid, threat.qualifier),
        refs: words.refs(threat.claims),
      })),
    })),
  }
}

function changeLine(
  kind: Change,
  entry: Changed,
  { from, to }: Changes,
  words: Wording,
): Omit<ChangeLine, 'url'> {
  return {
    id: entry.slug,
    name: words.own(entry.name),
    sides: sidesOf(kind, from, to).map(({ of, at }) => {
      const { headline, maybe, lookedAt } = entry[of]
      return {
        ...words.mark(headline, maybe),
        when: words.each((say) =>
          say.t('compare.known', { day: say.day(at.asOf), knownAt: say.day(at.knownAt) }),
        ),
        looked:
          kind !== 'newly_looked_at'
            ? null
            : lookedAt === null
              ? words.label('register.neverLooked')
              : words.each((say) => say.t('compare.lookedAt', { day: say.day(lookedAt) })),
      }
    }),
    refs: words.refs(entry.claims),
  }
}

function threatInWords(threat: MovedThreat, { t, lang }: Say): string {
  const subject = threat.slug === null ? t('risk.site') : shownIn(threat.subjectName, lang)
  const category = t(`vocab.categories.${threat.category}`)
  return `${subject} · ${category} · ${t(`vocab.causes.${threat.cause}`)}`
}
