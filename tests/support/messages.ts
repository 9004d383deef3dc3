import { readdirSync, readFileSync } from 'node:fs'
import { createTranslator } from 'use-intl/core'
import type { Translate } from '../../components/say'
import type { Lang } from '../../db/domain/vocabulary'

/**
 * The translator of the pages for browser tests. It reads the message files itself, because Playwright's loader takes
 * no JSON imports.
 */
export function translatorOf(lang: Lang): Translate {
  const read = (url: URL) => JSON.parse(readFileSync(url, 'utf8')) as object
  const folder = new URL(`../../app/_i18n/${lang}/`, import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const messages = {
    ...Object.fromEntries(
      files.map((name) => [name.slice(0, -'.json'.length), read(new URL(name, folder))]),
    ),
    vocab: read(new URL(`../../db/domain/labels/${lang}.json`, import.meta.url)),
  }
  const locale = lang === 'ar' ? 'ar-u-nu-latn' : 'en'
  return createTranslator({ locale, messages, timeZone: 'UTC' }) as unknown as Translate
}
