import type { Bilingual, Lang } from './vocabulary'

/** A text of our own as a form in this language shows it: in the other language where this one has none. */
export function shownIn(text: Bilingual | null, lang: Lang): string {
  return text?.[lang] ?? text?.en ?? text?.ar ?? ''
}

/**
 * The text after a form in this language was sent: unchanged when it came back as it was shown, else only what was
 * typed, since the other language would go on saying the old thing. Nothing typed is null.
 */
export function retyped(
  before: Bilingual | null,
  typed: string | null,
  lang: Lang,
): Bilingual | null {
  if (typed === null) return null
  return shownIn(before, lang) === typed ? before : { [lang]: typed }
}
