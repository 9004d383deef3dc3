import { isValidElement, type ReactElement, type ReactNode } from 'react'
import { renderMarkdown } from '../../../components/markdown'
import type { PlainMarkup } from '../../../components/plain-markup'

/** A note as its page will show it, as data that a form's answer can carry. */
export function previewOf(text: string): PlainMarkup[] {
  return plain(renderMarkdown(text))
}

function plain(node: ReactNode): PlainMarkup[] {
  if (node === null || node === undefined || typeof node === 'boolean') return []
  if (typeof node === 'string' || typeof node === 'number') return [String(node)]
  if (Array.isArray(node)) return node.flatMap(plain)
  if (!isValidElement(node)) return []
  const { type, props } = node as ReactElement<{
    children?: ReactNode
    href?: string
    dir?: 'auto'
  }>
  if (typeof type === 'function') return plain((type as (given: object) => ReactNode)(props))
  const { children, href, dir } = props
  if (typeof type !== 'string') return plain(children)
  return [{ tag: type, ...(href && { href }), ...(dir && { dir }), inner: plain(children) }]
}
