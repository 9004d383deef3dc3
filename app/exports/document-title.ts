import type { PinnedView, View } from '../../db/domain/filter'
import type { ReportSection } from '../../db/domain/report-options'
import { shownIn } from '../../db/domain/retyped'
import type { Report } from '../../db/queries/report'
import type { Say } from '../_i18n'
import type { Fact, Text } from './document'
import type { Wording } from './wording'

/**
 * The facts of the title block: both clocks first, what the report covers, the pin with its time, the place, and last
 * the head. No time of making and no maker: they would make equal answers differ.
 */
export function titleFacts(report: Report, words: Wording): Fact[] {
  const { site, identifiers, pinned } = report
  const { view, head } = pinned
  const plain = (text: string): Text => [{ lang: 'en', text }]
  const value = (scheme: string) => identifiers.find((i) => i.scheme === scheme)
  const [unesco, pleiades, wikidata] = [value('unesco'), value('pleiades'), value('wikidata')]
  const label = (key: string) => words.label(`report.facts.${key}`)
  const facts: (Fact | null)[] = [
    { label: label('asOf'), value: words.day(view.asOf) },
    { label: label('knownAt'), value: words.day(view.knownAt) },
    { label: label('filter'), value: words.each((say) => filterInWords(extentOf(report), say)) },
    {
      label: label('rev'),
      value: words.label('report.facts.revValue', { rev: String(head.rev), at: timeOf(head.at) }),
    },
    {
      label: label('place'),
      value: words.each(({ lang }) =>
        [site.region, site.country]
          .map((b) => shownIn(b, lang))
          .filter(Boolean)
          .join(lang === 'ar' ? '، ' : ', '),
      ),
    },
    unesco === undefined
      ? null
      : { label: label('worldHeritage'), value: plain(unesco.label ?? unesco.value ?? '') },
    (pleiades ?? wikidata)
      ? {
          label: label('identifiers'),
          value: plain(
            [
              pleiades && `Pleiades\u00a0${pleiades.value}`,
              wikidata && `Wikidata\u00a0${wikidata.value}`,
            ]
              .filter(Boolean)
              .join(' · '),
          ),
        }
      : null,
    { label: label('head'), value: plain(head.hash) },
  ]
  return facts.filter((f) => f !== null).filter((f) => f.value.some((run) => run.text !== ''))
}

/** How many of the monuments of a site a view holds. */
export type Extent = { view: PinnedView; found: number; monuments: number }

function extentOf({ rows, monuments, pinned }: Report): Extent {
  return { view: pinned.view, found: rows.length, monuments }
}

/** The filter as a sentence: how many of how many, with what, in which order. */
export function filterInWords({ view, found, monuments }: Extent, say: Say): string {
  const { t } = say
  const [conditions, sorted] = conditionsInWords(view, say)
  const whole = found === monuments && conditions.length === 0
  const extent = whole
    ? t('report.filter.all', { count: monuments })
    : t('report.filter.some', { count: found, total: String(monuments) })
  return joined([extent, ...conditions, sorted], say)
}

/** What a filter asks for and in which order, each a phrase. */
export function conditionsInWords(view: View, { t }: Say): [conditions: string[], sorted: string] {
  const oneOf = (list: string[]) =>
    list.reduce((first, second) => t('report.filter.or', { first, second }))
  const asked = (key: string, list: string, codes: string[]) =>
    codes.length > 0
      ? [t(`report.filter.${key}`, { list: oneOf(codes.map((c) => t(`${list}.${c}`))) })]
      : []
  const conditions = [
    ...asked('headline', 'vocab.headlines', view.headlines),
    ...asked('flag', 'register.marks', view.flags),
    ...asked('kind', 'vocab.monumentKinds', view.kinds),
    ...(view.text ? [t('report.filter.text', { text: view.text })] : []),
  ]
  const sorted = t('report.filter.sorted', {
    sort: t(`report.filter.sorts.${view.sort satisfies PinnedView['sort']}`),
  })
  return [conditions, sorted]
}

/** Names of sections as one phrase. */
export function sectionsInWords(sections: readonly ReportSection[], say: Say): string {
  const names = sections.length > 0 ? sections.map((s) => `section.${s}`) : ['noSection']
  return joined(
    names.map((name) => say.t(`report.builder.${name}`)),
    say,
  )
}

/** Phrases as one sentence. */
export function joined(phrases: string[], { t }: Say): string {
  return phrases.reduce((first, second) => t('report.filter.join', { first, second }))
}

/** `2026-11-22T00:00:00.000Z` as `2026-11-22 00:00:00 UTC`, marked so that Arabic does not turn its order round. */
export function timeOf(timestamp: string): string {
  return `\u200e${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC\u200e`
}
