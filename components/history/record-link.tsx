import { AsWritten, OwnText } from '../own-text'
import type { Say } from '../say'
import type { HrefOf, Named } from './types'

const LONGEST = 90

/**
 * A record by its kind and name; `to` says whether the link leads to its page or to its history. What is yet to be saved has
 * neither.
 */
export function RecordLink({
  say,
  record,
  hrefOf,
  to,
  isKindKnown = false,
}: {
  say: Say
  record: Named
  hrefOf: HrefOf
  to: 'page' | 'history'
  /** Whether the list that this stands in has named the kind already. */
  isKindKnown?: boolean
}) {
  const history = `/history/${encodeURIComponent(record.id)}`
  const path = to === 'page' ? (record.page ?? history) : history
  const name = <RecordName say={say} record={record} isKindKnown={isKindKnown} />
  return record.isToCome ? name : <a href={hrefOf(`/${say.lang}${path}`)}>{name}</a>
}

/** What a record is called: our name for it, and the words of a source cut to a line. */
export function RecordName({
  say,
  record: { kind, text, said, id },
  isKindKnown = false,
}: {
  say: Say
  record: Named
  isKindKnown?: boolean
}) {
  const words = said && said.text.length > LONGEST ? `${said.text.slice(0, LONGEST)}…` : said?.text
  return (
    <>
      {!isKindKnown && `${say.t(`history.kinds.${kind}`)}${say.t('history.colon')} `}
      {text && <OwnText say={say} text={text} />}
      {text && words && ' – '}
      {words &&
        // The language of a source is not always that of the title we have for it.
        (kind === 'source' || !said?.lang ? (
          <AsWritten text={words} />
        ) : (
          <bdi lang={said.lang} dir="auto">
            {words}
          </bdi>
        ))}
      {!text && !words && <bdi dir="ltr">{id}</bdi>}
    </>
  )
}
