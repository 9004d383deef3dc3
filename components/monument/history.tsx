import type { Say } from '../say'

type Entry = {
  rev: number
  at: string
  actorName: string | null
  reason: string
  changes: { kind: string; op: string; count: number }[]
}

/** The saves that touched this record: when, why, and what they changed, each leading to the page as it stood then. */
export function History({
  say: { t },
  history,
  path,
}: {
  say: Say
  history: Entry[]
  path: string
}) {
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('monument.history')}</h2>
      <ol reversed>
        {history.map((entry) => (
          <li key={entry.rev} value={entry.rev}>
            <a href={`${path}?rev=${entry.rev}`}>{t('common.revision', { rev: entry.rev })}</a>{' '}
            <time dateTime={entry.at}>
              <bdi dir="ltr">{entry.at.slice(0, 16).replace('T', ' ')} UTC</bdi>
            </time>
            {entry.actorName && (
              <>
                {' · '}
                <bdi>{entry.actorName}</bdi>
              </>
            )}
            {' · '}
            <bdi>{entry.reason}</bdi>
            <br />
            <span className="quiet">
              {entry.changes
                .map((c) =>
                  t(`monument.changes.${c.op}`, {
                    kind: t(`monument.kinds.${c.kind}`),
                    count: c.count,
                  }),
                )
                .join(t('monument.listSeparator'))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
