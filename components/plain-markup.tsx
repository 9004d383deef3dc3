import { createElement, type ReactElement, type ReactNode } from 'react'

/** Markup that the server made, as data: what a form can be answered with. */
export type PlainMarkup =
  | string
  | { tag: string; href?: string; dir?: 'auto'; inner: PlainMarkup[] }

/** The markup again. The server has chosen its elements (see components/markdown.tsx) and every link in it. */
export function PlainMarkupView({ markup }: { markup: PlainMarkup[] }): ReactElement {
  return <>{markup.map(asElement)}</>
}

function asElement(node: PlainMarkup, key: number): ReactNode {
  if (typeof node === 'string') return node
  const { tag, href, dir, inner } = node
  const rel = href && 'noopener noreferrer nofollow'
  return createElement(tag, { key, href, dir, rel }, ...inner.map(asElement))
}
