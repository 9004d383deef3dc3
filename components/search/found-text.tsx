import type { Segment } from '../../db/domain/search-query'
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
      {text.segments.map(({ text: piece, isMarked }, n) =>
        isMarked ? <mark key={n}>{piece}</mark> : piece,
      )}
      {text.isCutAfter && t('search.cut')}
    </span>
  )
}
