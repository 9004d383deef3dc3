import { dayOfTimestamp } from '../../db/domain/dates'
import { everythingAt } from '../../db/domain/filter'
import { visibleTo } from '../../db/domain/policy'
import { shownIn } from '../../db/domain/retyped'
import type { Bilingual } from '../../db/domain/vocabulary'
import { register } from '../../db/queries/register'
import { preferredNames } from '../../db/queries/register-row'
import { type Say, sayIn } from '../_i18n'
import type { Asked } from './answer'
import { type Extent, filterInWords, timeOf } from './document-title'
import { registerAddress } from './permalink'

/** A text of ours in both languages. */
export type Both = { en: string; ar: string }

/** What a file says about itself. No time of making stands in it: equal views make equal bytes. */
export type ViewFacts = {
  site: Both
  covers: Both
  asOf: Both
  knownAt: Both
  rev: string
  revision: Both
  head: string
  address: Both
  citation: Both
  licence: Both[]
  disclaimer: Both
  /** Said where the file holds more than everybody may see. */
  internal: Both | null
  found: number
}

/** What a view covers and how it is cited, in words. */
export async function viewFacts(asked: Asked): Promise<ViewFacts> {
  const { db, reader, origin, site, pinned } = asked
  const { view, head } = pinned
  const { asOf, knownAt, rev } = view
  const { found } = await register(db, reader, site.id, pinned, 1)
  const all = { view: everythingAt(view) }
  const { found: monuments } = await register(db, reader, site.id, all, 1)
  const name: Bilingual = (await preferredNames(db, reader, [site.id], rev)).get(site.id) ?? {}
  const extent: Extent = { view, found, monuments }
  const common = ({ lang, day }: Say) => ({
    site: shownIn(name, lang) || site.slug,
    asOf: day(asOf),
    knownAt: day(knownAt),
    rev: String(rev),
    address: registerAddress(origin, lang, asked),
  })
  return {
    site: both((say) => common(say).site),
    covers: both((say) => filterInWords(extent, say)),
    asOf: both((say) => say.day(asOf)),
    knownAt: both((say) => say.day(knownAt)),
    rev: String(rev),
    revision: both(({ t }) =>
      t('report.facts.revValue', { rev: String(rev), at: timeOf(head.at) }),
    ),
    head: head.hash,
    address: both((say) => common(say).address),
    citation: both((say) =>
      say.t('exports.citation', { ...common(say), day: say.day(dayOfTimestamp(head.at)) }),
    ),
    licence: ['p2', 'p3', 'p4', 'p5'].map((p) => both(({ t }) => t(`about.sections.licence.${p}`))),
    disclaimer: both(({ t }) => t('report.disclaimer.p1')),
    internal:
      visibleTo(reader).audience === 'editor'
        ? both(({ t }) => t('report.caveats.internal'))
        : null,
    found,
  }
}

/** Something said in both languages. */
export function both(said: (say: Say) => string): Both {
  return { en: said(sayIn('en')), ar: said(sayIn('ar')) }
}
