import type { Say } from '../components/say'
import { env } from '../db/cli/env'
import { clockParams, href } from '../db/domain/filter'
import { type Cited, cslItem, versionPath } from './exports/cite/item'
import { CITE_FORMATS, inStyle } from './exports/cite/library'

/** What a page shows to be cited by: the versioned address, both styles, and the files for reference managers. */
export function citation(say: Say, cited: Cited) {
  const origin = env().publicOrigin
  const item = cslItem(say, cited, origin)
  const { kind, id, clocks, head } = cited
  const params = clockParams({ ...clocks, rev: head.rev })
  const fileOf = (format: string) =>
    href(
      '/exports/cite',
      new URLSearchParams([
        ['kind', kind],
        ['id', id],
        ...params,
        ['format', format],
        ['lang', say.lang],
      ]),
    )
  return {
    rev: head.rev,
    address: `${origin}${versionPath(cited)}`,
    chicago: inStyle(item, 'chicago'),
    apa: inStyle(item, 'apa'),
    files: CITE_FORMATS.map((format) => ({ format, href: fileOf(format) })),
  }
}
