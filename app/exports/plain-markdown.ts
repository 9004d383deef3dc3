import { fromMarkdown } from 'mdast-util-from-markdown'

type Node = { type: string; value?: string; url?: string; children?: Node[]; ordered?: boolean }

/** Texts without any of these are told as they are, and need not be read as Markdown. */
const MARKS = /[*_`#>[\]<\\~|-]|^\d+[.)]\s/m

/**
 * A text of ours in which Markdown counts, as the plain text that print and other programs are given: blocks on lines of
 * their own, list items behind a bullet, links behind their words. What is no Markdown, HTML among it, stays as it is.
 */
export function plainMarkdown(text: string): string {
  return MARKS.test(text) ? blocks((fromMarkdown(text) as Node).children ?? []).join('\n\n') : text
}

function blocks(nodes: Node[]): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node.type) {
      case 'list':
        return [(node.children ?? []).map((item, n) => bullet(node, item, n)).join('\n')]
      case 'blockquote':
        return blocks(node.children ?? []).map((block) => `“${block}”`)
      case 'thematicBreak':
      case 'definition':
        return []
      default:
        return [node.children ? inline(node.children) : (node.value ?? '')]
    }
  })
}

function bullet({ ordered }: Node, item: Node, n: number): string {
  return `${ordered ? `${n + 1}.` : '•'} ${blocks(item.children ?? []).join('\n')}`
}

function inline(nodes: Node[]): string {
  return nodes
    .map((node) => {
      const inner = node.children ? inline(node.children) : (node.value ?? '')
      if (node.type === 'break') return '\n'
      if (node.type === 'image') return ''
      const isOpen = /^(https?|mailto):/i.test(node.url ?? '')
      return node.type === 'link' && isOpen && node.url !== inner ? `${inner} (${node.url})` : inner
    })
    .join('')
}
