import {
  langsOf,
  REPORT_SECTIONS,
  type ReportLang,
  type ReportLayout,
  type ReportSection,
  WHOLE,
} from '../../db/domain/report-options'
import { shownIn } from '../../db/domain/retyped'
import { type Author, FLAGS, HEADLINES } from '../../db/domain/vocabulary'
import { MOST_LISTED, MOST_WITH_SHEETS } from '../../db/queries/brief-report'
import type { Report } from '../../db/queries/report'
import type { Say } from '../_i18n'
import type { Doc, Text } from './document'
import { auditSection } from './document-audit'
import { changesSection } from './document-changes'
import { citedIn } from './document-cited'
import { figureSection } from './document-figure'
import { logSection } from './document-log'
import { methodOf, sourceList } from './document-method'
import { withNames } from './document-names'
import { reportPhotos } from './document-photos'
import { planSection } from './document-plan'
import { registerLine } from './document-register'
import { eventLine, judgedOf, sheetOf, threatPeriod } from './document-sheet'
import { sectionsInWords, titleFacts } from './document-title'
import { monumentAddress, reportAddress } from './permalink'
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
    'sheets.images',
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

/**
 * Words a report: the one document behind the PDF and the print view. `origin` begins every address in it;
 * a brief one lists at most `most` monuments, half as many in two languages, which take twice the memory.
 */
export function documentOf(
  asFound: Report,
  lang: ReportLang,
  origin: string,
  layout: ReportLayout = WHOLE,
  most = MOST_LISTED,
): Doc {
  const report = withNames(asFound)
  const langs = langsOf(lang)
  const { paper } = layout
  const sections = layout.sections.filter(
    (s) =>
      (s !== 'changes' || report.changes !== null) && !(report.isBrief && TOO_LONG.includes(s)),
  )
  const has = (section: ReportSection) => sections.includes(section)
  const sources = citedIn(report, sections)
  const words = wording(langs, sources)
  const elsewhere = (slug: string) =>
    has('sheets') ? null : monumentAddress(origin, langs[0] ?? 'en', report, slug)
  const changes = report.changes && has('changes') ? report.changes : null
  const photos = new Set(reportPhotos(report).map((i) => i.id))
  const figure = figureSection(has('figure') ? report : { ...report, rows: [] }, words, elsewhere)
  const { summary, pinned, name } = report
  const sheetOfRow = new Map(report.sheets.map((sheet) => [sheet.monument.id, sheet]))
  const permalink = reportAddress(
    origin,
    { ...layout, lang, since: report.changes?.from.asOf ?? null },
    report,
  )
  const named = {
    asOf: (say: Say) => say.day(pinned.view.asOf),
    site: (say: Say) => shownIn(name, say.lang),
  }
  return {
    langs,
    paper,
    isBrief: report.isBrief,
    sections,
    contents: contentsOf(sections, words),
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
    caveats: [...caveatsOf(report, words, most / langs.length), ...partialCaveat(layout, words)],
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
    changes: changes && changesSection(changes, words, elsewhere),
    figure,
    plan: has('plan') ? planSection(report, words, elsewhere) : null,
    timeline: has('events') ? report.timeline.map((e) => eventLine(e, words)) : [],
    factors: (has('events') ? report.siteThreats : []).map((t) => ({
      factor: words.label(
        t.unescoFactor ? `vocab.unescoFactors.${t.unescoFactor}` : `vocab.causes.${t.cause}`,
      ),
      period: threatPeriod(t, pinned.view.knownAt, words),
      probability: words.label(`vocab.probabilities.${t.probability}`),
      judged: judgedOf(t, words),
      refs: words.refs(t.claims),
    })),
    registerLead: registerLead(report, sections, words),
    register: (has('register') ? report.rows.slice(0, most / langs.length) : []).map((row) => ({
      ...registerLine(row, sheetOfRow.get(row.id) ?? null, words),
      url: elsewhere(row.slug),
    })),
    sheetsLead: sheetsLead(report, words),
    sheets: (has('sheets') ? report.sheets : []).map((s) =>
      sheetOf(s, report, origin, words, { hasClaims: has('claims'), photos }),
    ),
    ...methodOf(words),
    sourcesLead: ['lead', 'archives'].map((key) => words.label(`annex.sources.${key}`)),
    sourceWords: {
      record: words.label('annex.sources.record'),
      archive: words.label('annex.sources.archive'),
    },
    sources: sourceList(report, sources, words, origin),
    log: has('log') ? logSection(report, words, origin) : null,
    disclaimer: [
      ...['p1', 'p2'].map((p) => words.label(`report.disclaimer.${p}`)),
      ...['p2', 'p3', 'p4', 'p5'].map((p) => words.label(`about.sections.licence.${p}`)),
    ],
    audit: auditSection(report, words, permalink),
  }
}

/** The sections that a brief report leaves out. */
const TOO_LONG: readonly ReportSection[] = ['changes', 'figure', 'plan', 'sheets', 'claims', 'log']

const SAID = {
  at_risk: 'atRisk',
  under_intervention: 'underIntervention',
  contested: 'contested',
} as const

/** What a report that was not asked for whole holds, lest what it does not tell be taken for what is not known. */
function partialCaveat({ sections }: ReportLayout, words: Wording): Text[] {
  if (sections.length === REPORT_SECTIONS.length) return []
  return [
    words.each((say) => say.t('report.caveats.partial', { list: sectionsInWords(sections, say) })),
  ]
}

/** Message and label of each section's heading. */
const HEADINGS: Partial<Record<ReportSection, [message: string, label: string]>> = {
  changes: ['compare.report.title', 'changes'],
  events: ['report.timeline.title', 'timeline'],
  figure: ['timeline.heading', 'figure'],
  plan: ['annex.plan.title', 'plan'],
  register: ['report.register.title', 'register'],
  sheets: ['report.sheets.title', 'sheets'],
  method: ['report.method.title', 'method'],
  sources: ['report.sources.title', 'sources'],
  log: ['annex.log.title', 'log'],
}

function contentsOf(sections: readonly ReportSection[], words: Wording): Doc['contents'] {
  return [
    ...sections.flatMap((section) => {
      const heading = HEADINGS[section]
      return heading ? [heading] : []
    }),
    ['report.disclaimer.title', 'disclaimer'] as const,
    ['annex.audit.title', 'audit'] as const,
  ].map(([message, label]) => ({ label, title: words.label(message) }))
}

/** What the columns of the register are, as far as they stand. */
function registerLead(
  { isBrief }: Report,
  sections: readonly ReportSection[],
  words: Wording,
): Text {
  if (isBrief) return words.label('making.brief.list')
  const told = [
    'lead',
    ...(sections.includes('sheets') ? ['leadPages'] : []),
    ...(sections.includes('sources') ? ['leadSources'] : []),
  ]
  return words.each(({ t }) => told.map((key) => t(`report.register.${key}`)).join(' '))
}

function caveatsOf(
  { pinned, audience, isBrief, rows }: Report,
  words: Wording,
  listed: number,
): Text[] {
  const dates = (say: Say) => ({
    asOf: say.day(pinned.view.asOf),
    knownAt: say.day(pinned.view.knownAt),
  })
  return [
    ...(isBrief ? [words.label('making.brief.leftOut', { most: MOST_WITH_SHEETS })] : []),
    ...(isBrief && rows.length > listed
      ? [words.label('making.brief.listEnds', { listed, count: rows.length })]
      : []),
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
