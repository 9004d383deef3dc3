import type { Headline, Lang } from '../../db/domain/vocabulary'

/** What a monument's line of the register and its page must say at two clocks. */
export type Answer = { headline: Headline; atRisk: boolean }

/** The answers that DESIGN §2 promises, by the query that asks for them; slugs as in addresses. */
export const CLOCK_ANSWERS: Record<string, Record<string, Answer>> = {
  'asOf=2016-12-11': worldOfTheArticle(),
  'asOf=2016-12-11&knownAt=2016-12-14': worldOfTheArticle(),
  'asOf=2017-01-12&knownAt=2017-01-15': {
    ...worldOfTheArticle(),
    'roman-theatre': { headline: 'slightly_damaged', atRisk: true },
  },
  'asOf=2017-01-12&knownAt=2017-01-19': {
    ...worldOfTheArticle(),
    tetrapylon: { headline: 'destroyed', atRisk: false },
    'roman-theatre': { headline: 'severely_damaged', atRisk: true },
  },
  '': {
    ...worldOfTheArticle(),
    tetrapylon: { headline: 'destroyed', atRisk: false },
    'roman-theatre': { headline: 'severely_damaged', atRisk: false },
    'palmyra-castle': { headline: 'damaged', atRisk: false },
  },
}

/** What stands of the two monuments that are destroyed by the rule of the principal structure. */
export const STANDING = {
  'temple-of-bel': {
    en: 'the great doorway and precinct wall stand',
    ar: 'المدخل الكبير وسور حرم المعبد قائمان',
  },
  'monumental-arch': {
    en: 'the outer pylons of the side bays stand',
    ar: 'الدعامتان الخارجيتان للفتحتين الجانبيتين قائمتان',
  },
} as const

/** The principal structures by which two monuments are destroyed. */
export const PRINCIPALS: Record<string, Record<Lang, string>> = {
  'temple-of-bel': { en: 'Cella (prayer hall)', ar: 'الحرم الداخلي (السيلا)، أي قاعة الصلاة' },
  'monumental-arch': { en: 'Central arch', ar: 'القوس الأوسط' },
}

/** When the tetrapylon was destroyed, as the pages say it. */
export const TETRAPYLON_SINCE = {
  en: 'some day between 26 Dec 2016 and 10 Jan 2017',
  ar: 'في يوم ما بين 26 كانون الأول/ديسمبر 2016 و10 كانون الثاني/يناير 2017',
} as const

/** The title of the article that Tadmor began with; its source id is `seed`. */
export const SEED_ARTICLE = 'IS Re-Captures Ancient City Of Palmyra'

function worldOfTheArticle(): Record<string, Answer> {
  return {
    'temple-of-bel': { headline: 'destroyed', atRisk: false },
    'monumental-arch': { headline: 'destroyed', atRisk: false },
    'roman-theatre': { headline: 'slightly_damaged', atRisk: true },
    'palmyra-castle': { headline: 'damaged', atRisk: true },
    tetrapylon: { headline: 'no_known_damage', atRisk: false },
  }
}
