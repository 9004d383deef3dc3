import { markedIn, type Query, type Segment } from '../../db/domain/search-query'
import type { Bilingual } from '../../db/domain/vocabulary'
import { dirOfWords } from '../own-text'
import type { Say } from '../say'

type Text = {
  segments: Segment[]
  isCutBefore: boolean
  isCutAfter: boolean
  lang: string
}

/** A piece of a text in its own language and direction, the words that were looked for marked. */
export function FoundText({ say: { t }, text }: { say: Say; text: Text }) {
  return (
    <span lang={text.lang} dir={dirOfWords(text.lang)}>
      {text.isCutBefore && t('search.cut')}
      <Marked segments={text.segments} />
      {text.isCutAfter && t('search.cut')}
    </span>
  )
}

/** A name of ours in the page's language, or the other where it has none, the words that were looked for marked. */
export function FoundName({ say, name, query }: { say: Say; name: Bilingual; query: Query }) {
  const other = say.lang === 'ar' ? 'en' : 'ar'
  const lang = name[say.lang] ? say.lang : other
  return (
    <span lang={lang} dir={dirOfWords(lang)}>
      <Marked segments={markedIn(name[lang] ?? '', query)} />
    </span>
  )
}

/** The pieces of a text in a row. */
export function Marked({ segments }: { segments: Segment[] }) {
  return segments.map(({ text, isMarked }, n) => (isMarked ? <mark key={n}>{text}</mark> : text))
}
