import { shownIn } from '../../db/domain/retyped'
import { type Author, FLAGS, HEADLINES, type Lang } from '../../db/domain/vocabulary'
import type { Report } from '../../db/queries/report'
import type { Say } from '../_i18n'
import type { Doc, Text } from './document'
import { auditSection } from './document-audit'
import { changesSection } from './document-changes'
import { figureSection } from './document-figure'
import { logSection } from './document-log'
import { methodOf, sourceList } from './document-method'
import { withNames } from './document-names'
import { planSection } from './document-plan'
import { registerLine } from './document-register'
import { eventLine, judgedOf, sheetOf, threatPeriod } from './document-sheet'
import { titleFacts } from './document-title'
import { type ReportLang, reportAddress } from './permalink'
import { type Wording, wording } from './wording'

/** The fixed words of the report, by their path under `report.` in the messages. */
const LABELS = [
  ...[
    'title',
    'contents',
    'caveats.title',
    'facts.permalink',
    'summary.title',
    'summary.headlines',
    'summary.flags',
  ],
  ...['timeline.title', 'timeline.date', 'timeline.what', 'timeline.sources', 'timeline.none'],
  ...['factors.title', 'factors.lead', 'factors.factor', 'factors.period', 'factors.probability'],
  ...[
    'register.title',
    'register.lead',
    'register.monument',
    'register.status',
    'register.since',
    'register.looked',
    'register.sources',
    'register.page',
    'register.none',
  ],
  ...[
    'sheets.title',
    'sheets.stands',
    'sheets.place',
    'sheets.also',
    'sheets.assessment',
    'sheets.restsOn',
    'sheets.supportedBy',
    'sheets.parts',
  ],
  ...[
    'sheets.claims',
    'sheets.noClaims',
    'sheets.words',
    'sheets.source',
    'sheets.use',
    'sheets.questions',
    'sheets.threats',
    'sheets.events',
    'sheets.notes',
  ],
  ...[
    'method.title',
    'method.scale',
    'method.meaning',
    'sources.title',
    'sources.none',
    'disclaimer.title',
  ],
]

/** Words a report: the one document behind the PDF and the print view. `origin` begins every address in it. */
export function documentOf(asFound: Report, lang: ReportLang, origin: string): Doc {
  const report = withNames(asFound)
  const langs: Lang[] = lang === 'both' ? ['en', 'ar'] : [lang]
  const words = wording(langs, report.sources)
  const { summary, pinned, name } = report
  const sheetOfRow = new Map(report.sheets.map((sheet) => [sheet.monument.id, sheet]))
  const permalink = reportAddress(origin, lang, report)
  const named = {
    asOf: (say: Say) => say.day(pinned.view.asOf),
    site: (say: Say) => shownIn(name, say.lang),
  }
  return {
    langs,
    title: words
      .each((say) =>
        say.t('report.documentTitle', { site: named.site(say), asOf: named.asOf(say) }),
      )
      .map((r) => r.text)
      .join(' · '),
    running: words.each((say) =>
      say.t('report.running', {
        site: named.site(say),
        asOf: named.asOf(say),
        rev: String(pinned.view.rev),
      }),
    ),
    page: words.label('report.page', { page: '@page@', pages: '@pages@' }),
    labels: Object.fromEntries(LABELS.map((key) => [key, words.label(`report.${key}`)])),
    site: words.names(name),
    facts: titleFacts(report, words),
    permalink,
    caveats: caveatsOf(report, words),
    summary: {
      lead: words.label('report.summary.lead', { count: report.rows.length }),
      headlines: HEADLINES.map((h) => ({ ...words.mark(h, null), count: summary.headlines[h] })),
      flags: FLAGS.map((flag) => ({
        flag,
        label: words.label(`vocab.flags.${flag}`),
        count: summary.flags[flag],
        said: words.label(`report.summary.${SAID[flag]}`, { count: summary.flags[flag] }),
      })),
      remarks: [
        words.label('report.summary.notLookedAt', { count: summary.notLookedAt }),
        ...(summary.possibly > 0
          ? [words.label('report.summary.possibly', { count: summary.possibly })]
          : []),
      ],
    },
    changes: report.changes && changesSection(report.changes, words),
    figure: figureSection(report, words),
    plan: planSection(report, words),
    timeline: report.timeline.map((e) => eventLine(e, words)),
    factors: report.siteThreats.map((t) => ({
      factor: words.label(
        t.unescoFactor ? `vocab.unescoFactors.${t.unescoFactor}` : `vocab.causes.${t.cause}`,
      ),
      period: threatPeriod(t, pinned.view.knownAt, words),
      probability: words.label(`vocab.probabilities.${t.probability}`),
      judged: judgedOf(t, words),
      refs: words.refs(t.claims),
    })),
    register: report.rows.map((row) => registerLine(row, sheetOfRow.get(row.id) ?? null, words)),
    sheetsLead: sheetsLead(report, words),
    sheets: report.sheets.map((s) => sheetOf(s, report, origin, words)),
    ...methodOf(words),
    sourcesLead: ['lead', 'archives'].map((key) => words.label(`annex.sources.${key}`)),
    sourceWords: {
      record: words.label('annex.sources.record'),
      archive: words.label('annex.sources.archive'),
    },
    sources: sourceList(report, words, origin),
    log: logSection(report, words, origin),
    disclaimer: [
      ...['p1', 'p2'].map((p) => words.label(`report.disclaimer.${p}`)),
      ...['p2', 'p3', 'p4', 'p5'].map((p) => words.label(`about.sections.licence.${p}`)),
    ],
    audit: auditSection(report, words, permalink),
  }
}

const SAID = {
  at_risk: 'atRisk',
  under_intervention: 'underIntervention',
  contested: 'contested',
} as const

function caveatsOf({ pinned, audience }: Report, words: Wording): Text[] {
  const dates = (say: Say) => ({
    asOf: say.day(pinned.view.asOf),
    knownAt: say.day(pinned.view.knownAt),
  })
  return [
    words.label('report.caveats.preliminary'),
    words.each((say) => say.t('report.caveats.clocks', dates(say))),
    ...['unknown', 'names', 'places', ...(audience === 'editor' ? ['internal'] : [])].map((key) =>
      words.label(`report.caveats.${key}`),
    ),
  ]
}

/** Who assessed and who coded, once for all sheets. */
function sheetsLead({ sheets }: Report, words: Wording): Text {
  const assessors = new Set(sheets.flatMap((s) => s.assessments.map((a) => a.assessor)))
  const coders = new Set(sheets.flatMap((s) => s.claims.flatMap((c) => c.codedBy ?? [])))
  return words.each(({ t }) => {
    const list = (authors: Set<Author>) =>
      [...authors]
        .sort()
        .map((author) => t(`vocab.authors.${author}`))
        .join(t('monument.listSeparator')) || t('report.sheets.nobody')
    return t('report.sheets.lead', { assessors: list(assessors), coders: list(coders) })
  })
}
