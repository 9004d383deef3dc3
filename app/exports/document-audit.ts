import type { Report } from '../../db/queries/report'
import type { AuditSection } from './document'
import { timeOf } from './document-title'
import type { Wording } from './wording'

/** What the report can be checked against, and how: it stands at the very end. */
export function auditSection({ pinned }: Report, words: Wording, permalink: string): AuditSection {
  const { view, head } = pinned
  const label = (key: string) => words.label(`annex.audit.${key}`)
  const plain = (text: string) => [{ lang: 'en', text }]
  return {
    title: label('title'),
    lead: label('lead'),
    facts: [
      { label: label('rev'), value: plain(String(head.rev)) },
      { label: label('at'), value: plain(timeOf(head.at)) },
      {
        label: label('clocks'),
        value: words.each((say) =>
          say.t('annex.audit.clocksValue', {
            asOf: say.day(view.asOf),
            knownAt: say.day(view.knownAt),
          }),
        ),
      },
      { label: label('head'), value: plain(head.hash) },
      { label: label('permalink'), value: plain(permalink), url: permalink },
    ],
    check: label('check'),
    command: `npm run verify -- --head ${head.rev}:${head.hash}`,
    result: label('checkResult'),
  }
}
