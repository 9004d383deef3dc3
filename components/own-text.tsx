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

/** Words of a source, in their own language and direction, never translated. */
export function Words({ text, lang }: { text: string; lang: string }) {
  return (
    <q lang={lang} dir={lang.startsWith('ar') || lang.startsWith('fa') ? 'rtl' : 'ltr'}>
      {text}
    </q>
  )
}
