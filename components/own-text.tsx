import { langByScript } from '../db/domain/arabic'
import type { Bilingual } from '../db/domain/vocabulary'
import type { Say } from './say'

/** Text of our own in the page's language; where only the other language has it, that one, marked. */
export function OwnText({ say, text }: { say: Say; text: Bilingual | null }) {
  if (!text) return null
  const own = text[say.lang]
  if (own) return <>{own}</>
  const other = say.lang === 'ar' ? 'en' : 'ar'
  return (
    <span lang={other} dir={other === 'ar' ? 'rtl' : 'ltr'}>
      {text[other]}
    </span>
  )
}

/** A name or title that others gave, as they wrote it; marked with the language that its script suggests. */
export function AsWritten({ text, className }: { text: string | null; className?: string }) {
  if (!text) return null
  return (
    <bdi className={className} lang={langByScript(text)}>
      {text}
    </bdi>
  )
}

type Said = { words: string; wordsLang: string; provenance: string | null }

/**
 * What a source says, in its own language and direction, never translated. In quotation marks when an editor took the
 * words down; a claim with a provenance is somebody's reading of the source, and is not dressed up as a quotation.
 */
export function Words({ claim: { words, wordsLang, provenance } }: { claim: Said }) {
  const own = { lang: wordsLang, dir: dirOfWords(wordsLang), 'data-words': true }
  return provenance === null ? <q {...own}>{words}</q> : <bdi {...own}>{words}</bdi>
}

/** The direction that a language is written in; a transliteration is Latin. */
export function dirOfWords(lang: string): 'rtl' | 'ltr' {
  const [language = '', script] = lang.split('-')
  return script !== 'Latn' && ['ar', 'fa', 'he', 'ur', 'arc'].includes(language) ? 'rtl' : 'ltr'
}
