import { safeUrl } from '../../components/safe-url'
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
import type { Wording } from './wording'

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
  { sheets, timeline }: Report,
  sources: CitedSource[],
  words: Wording,
): SourceLine[] {
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
      class: kind,
      reliability,
      url,
    }) => ({
      number,
      title: { lang: scriptLang(title, lang), text: title },
      publisher,
      published: publishedAsGiven ?? published ?? '',
      class: words.label(`vocab.sourceClasses.${kind}`),
      reliability: reliability
        ? words.each(({ t }) =>
            t('report.sources.reliability', { grade: t(`vocab.reliabilities.${reliability}`) }),
          )
        : words.label('report.sources.notGraded'),
      url: safeUrl(url),
      cited: cited.get(id)?.size ?? 0,
    }),
  )
}

/** The language of a title: the source's, unless the title is in another script (a describing or translated one). */
function scriptLang(title: string, lang: string | null): string {
  const isArabic = /\p{Script=Arabic}/u.test(title)
  return isArabic === (lang === 'ar') ? (lang ?? 'en') : isArabic ? 'ar' : 'en'
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
