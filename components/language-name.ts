import type { Say } from './say'

/** What a language (BCP 47) is called in the page's language; its code where nobody knows it. */
export function languageName({ lang }: Pick<Say, 'lang'>, code: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
