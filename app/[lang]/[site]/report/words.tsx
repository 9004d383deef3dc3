import { Fragment } from 'react'
import type { Say } from '../../../../components/say'
import type { Run, Text } from '../../../exports/document'

/** Text of the report; what is not in the page's language is marked with its own. */
export function Words({ text, say }: { text: Text; say: Say }) {
  return text.map((run, i) => (
    <Fragment key={run.lang + run.text}>
      {i > 0 && ' · '}
      <OneRun run={run} say={say} />
    </Fragment>
  ))
}

/** One stretch of text in its language and direction. */
export function OneRun({ run, say }: { run: Run; say: Say }) {
  if (run.lang === say.lang) return run.text
  return (
    <bdi lang={run.lang} dir={/^(ar|fa|he|ur)/.test(run.lang) ? 'rtl' : 'ltr'}>
      {run.text}
    </bdi>
  )
}

/** The same text with the page's language first. */
export function ownFirst(text: Text, say: Say): Text {
  return [...text.filter((r) => r.lang === say.lang), ...text.filter((r) => r.lang !== say.lang)]
}

/** The numbers of the sources, each a link to the list at the end; a run of numbers shows as a span. */
export function Refs({ numbers }: { numbers: number[] }) {
  if (numbers.length === 0) return null
  const spans = numbers.reduce<[number, number][]>((list, n) => {
    const last = list.at(-1)
    if (last && last[1] === n - 1) last[1] = n
    else list.push([n, n])
    return list
  }, [])
  const link = (n: number) => <a href={`#source-${n}`}>{n}</a>
  return (
    <bdi dir="ltr">
      [
      {spans.map(([from, to], i) => (
        <Fragment key={from}>
          {i > 0 && ', '}
          {link(from)}
          {to > from && <>–{link(to)}</>}
        </Fragment>
      ))}
      ]
    </bdi>
  )
}
