import { Fragment } from 'react'
import type { Say } from '../../../../components/say'
import type { Doc, Run, Text } from '../../../exports/document'
import styles from './report.module.css'

/** Text of the report; what is not in the language that it is laid out in is marked with its own. */
export function Words({ text, say }: { text: Text; say: Say }) {
  return text.map((run, i) => (
    <Fragment key={run.lang + run.text}>
      {i > 0 && ' · '}
      <OneRun run={run} say={say} />
    </Fragment>
  ))
}

/** One of the report's fixed words, by its path under `report.` in the messages. */
export function Word({ doc, name, say }: { doc: Doc; name: string; say: Say }) {
  return <Words text={doc.labels[name] ?? []} say={say} />
}

/** The same, each language on a line of its own. */
export function Lines({ text, say }: { text: Text; say: Say }) {
  if (text.length < 2) return <Words text={text} say={say} />
  return text.map((run) => (
    <span key={run.lang + run.text} className={styles.line}>
      <OneRun run={run} say={say} />
    </span>
  ))
}

/** Running text: a paragraph, or one in each language side by side. */
export function Prose({ text, say, quiet }: { text: Text; say: Say; quiet?: boolean }) {
  const style = quiet ? 'quiet' : undefined
  const [only, ...others] = text
  if (!only) return null
  if (others.length === 0)
    return (
      <p className={style}>
        <OneRun run={only} say={say} />
      </p>
    )
  return (
    <div className={styles.pair}>
      {text.map(({ lang, text: said }) => (
        <p key={lang} className={style} lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'}>
          {said}
        </p>
      ))}
    </div>
  )
}

/** The head of a table. */
export function Columns({ columns, say }: { columns: Text[]; say: Say }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column[0]?.text} scope="col">
            <Words text={column} say={say} />
          </th>
        ))}
      </tr>
    </thead>
  )
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

/** The same text with the language first that the report is laid out in. */
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

/** The last cell of a row: its sources, where the report lists them. */
export function Cited({ doc, numbers }: { doc: Doc; numbers: number[] }) {
  if (!doc.sections.includes('sources')) return null
  return (
    <td>
      <Refs numbers={numbers} />
    </td>
  )
}
