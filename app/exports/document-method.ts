import { safeUrl } from '../../components/safe-url'
import { type Day, formatDay } from '../../db/domain/dates'
import { CROSSWALK } from '../../db/domain/headline'
import {
  CERTAINTIES,
  CONDITIONS,
  HEADLINES,
  PROBABILITIES,
  RELIABILITIES,
  SOURCE_CLASSES,
  STANCES,
} from '../../db/domain/vocabulary'
import type { CitedSource, Report } from '../../db/queries/report'
import type { Doc, MethodPart, Scale, SourceLine, Text } from './document'
import { sourceAddress } from './permalink'
import { scriptLang, type Wording } from './wording'

/** Sections of the About page that the report repeats, with the paragraphs it takes from each. */
const PARTS: [section: string, paragraphs: string[]][] = [
  ['clocks', ['p1', 'p3']],
  ['pin', ['p2', 'p3']],
  ['headline', ['p1', 'p2', 'p3']],
  ['flags', ['p1', 'p2', 'p3', 'p4', 'p5']],
  ['windows', ['p1']],
  ['unknowns', ['p1', 'p2']],
  ['evidence', ['p1', 'p2']],
  ['grades', ['p1', 'p2', 'p3']],
  ['caveats', ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']],
  ['places', ['p1', 'p2']],
]

/** Scales whose terms the report uses, with their definitions. */
const SCALES = {
  headlines: HEADLINES,
  conditions: CONDITIONS,
  certainties: CERTAINTIES,
  stances: STANCES,
  probabilities: PROBABILITIES,
  sourceClasses: SOURCE_CLASSES,
  reliabilities: RELIABILITIES,
}

/** How the report came about: the rules in words, the scales with their definitions, the crosswalk. */
export function methodOf(words: Wording): Pick<Doc, 'method' | 'scales' | 'crosswalk'> {
  return {
    method: PARTS.map(
      ([section, paragraphs]): MethodPart => ({
        title: words.label(`about.sections.${section}.title`),
        paragraphs: paragraphs.map((p) => words.label(`about.sections.${section}.${p}`)),
      }),
    ),
    scales: Object.entries(SCALES).map(
      ([list, codes]): Scale => ({
        title: words.label(`vocab.lists.${list}`),
        terms: codes.map((code) => ({
          headline: HEADLINES.find((h) => list === 'headlines' && h === code) ?? null,
          label: words.label(`vocab.${list}.${code}`),
          meaning: words.label(`vocab.definitions.${list}.${code}`),
        })),
      }),
    ),
    crosswalk: crosswalkOf(words),
  }
}

/** The numbered list of sources, with how many of the report's claims each makes. */
export function sourceList(
  report: Report,
  sources: CitedSource[],
  words: Wording,
  origin: string,
): SourceLine[] {
  const { sheets, timeline } = report
  const cited = new Map<string, Set<string>>()
  for (const claim of [...sheets, ...timeline].flatMap((part) => part.claims)) {
    cited.set(claim.source.id, (cited.get(claim.source.id) ?? new Set()).add(claim.id))
  }
  return sources.map(
    ({
      id,
      number,
      title,
      lang,
      publisher,
      published,
      publishedAsGiven,
      publishedLatest,
      class: kind,
      reliability,
      url,
      archiveUrl,
      author,
    }) => ({
      number,
      title: { lang: scriptLang(title, lang), text: title },
      publisher: [author, publisher].filter(Boolean).join(', ') || null,
      published: publishedAsGiven ?? published ?? '',
      class: words.label(`vocab.sourceClasses.${kind}`),
      reliability: reliability
        ? words.each(({ t }) =>
            t('report.sources.reliability', { grade: t(`vocab.reliabilities.${reliability}`) }),
          )
        : words.label('report.sources.notGraded'),
      details: [
        ...(lang ? [words.label('annex.sources.lang', { lang })] : []),
        words.label('annex.sources.claims', { count: cited.get(id)?.size ?? 0 }),
      ],
      url: safeUrl(url),
      archive: safeUrl(archiveUrl) ?? archiveOf(url, publishedLatest),
      page: sourceAddress(origin, words.langs[0] ?? 'en', report, id),
      cited: cited.get(id)?.size ?? 0,
    }),
  )
}

/**
 * Where the Internet Archive shows the copy of a page that was made nearest to a day, if it has one: for sources whose
 * archived copy nobody has named. Null for what is there already.
 */
function archiveOf(url: string | null, published: Day): string | null {
  const safe = safeUrl(url)
  if (safe === null || new URL(safe).hostname.endsWith('archive.org')) return null
  return `https://web.archive.org/web/${formatDay(published).replaceAll('-', '')}/${safe}`
}

function crosswalkOf(words: Wording): Doc['crosswalk'] {
  const none = words.label('about.sections.crosswalk.noClass')
  const name = (text: string | null): Text => (text === null ? none : [{ lang: 'en', text }])
  return {
    title: words.label('about.sections.crosswalk.caption'),
    columns: ['headline', 'eamena', 'unosat', 'historicEngland', 'wikidata'].map((c) =>
      words.label(`about.sections.crosswalk.columns.${c}`),
    ),
    rows: CROSSWALK.map(({ headline, eamena, unosat, historicEngland, wikidata }) => ({
      headline,
      cells: [
        words.label(`vocab.headlines.${headline}`),
        words.label(`vocab.conditions.${eamena}`),
        name(unosat),
        name(historicEngland),
        name(wikidata),
      ],
    })),
  }
}
