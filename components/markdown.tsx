import type { ComponentProps, ReactElement, ReactNode } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import type { Bilingual } from '../db/domain/vocabulary'
import styles from './markdown.module.css'
import type { Say } from './say'

/** What a note may be made of. Pictures would be fetched from elsewhere, which tells who is reading. */
const ELEMENTS = [
  'p',
  'em',
  'strong',
  'a',
  'ul',
  'ol',
  'li',
  'blockquote',
  'code',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'br',
]
const LINKS = ['http', 'https', 'mailto']
const SCHEMA = {
  ...defaultSchema,
  tagNames: ELEMENTS,
  attributes: { a: ['href'], ol: ['start'] },
  protocols: { href: LINKS },
  // With a prefix an id of a note could pass for one of the page; notes have none.
  clobber: [],
}

type Tag = 'p' | 'li' | 'blockquote' | 'pre'

/** Each block runs the way its own first letter does. */
function block(name: Tag) {
  const Name = name
  return function Block({ node: _, ...props }: ComponentProps<Tag> & { node?: unknown }) {
    return <Name {...(props as object)} dir="auto" />
  }
}

/** A heading of a note stands below those of its page, and says so by its looks alone. */
function Heading({ children }: { children?: ReactNode }) {
  return (
    <p dir="auto">
      <strong>{children}</strong>
    </p>
  )
}

const COMPONENTS: Components = {
  p: block('p'),
  li: block('li'),
  blockquote: block('blockquote'),
  pre: block('pre'),
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  a: ({ href, children }) =>
    isOpenLink(href) ? (
      <a href={href} rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
}

/** Whether a link may be followed: a full address of the web or of mail. */
function isOpenLink(href: string | undefined): href is string {
  return (
    href !== undefined && URL.canParse(href) && LINKS.includes(new URL(href).protocol.slice(0, -1))
  )
}

/** A text of our own in which Markdown counts, as elements. HTML in it stays the letters that it is. */
export function renderMarkdown(text: string): ReactElement {
  return ReactMarkdown({
    children: text,
    rehypePlugins: [[rehypeSanitize, SCHEMA]],
    components: COMPONENTS,
  })
}

/** A note or the like, never what a source says. Rendered on the server, whole; `lang` is that of the text. */
export function Markdown({ text, lang }: { text: string; lang?: string }): ReactElement {
  return (
    <div className={styles.text} lang={lang}>
      {renderMarkdown(text)}
    </div>
  )
}

/** The same for a text of ours in both languages: in the page's, or else in the other, marked. */
export function OwnMarkdown({ say, text }: { say: Say; text: Bilingual | null }) {
  const lang = text?.[say.lang] ? say.lang : say.lang === 'ar' ? 'en' : 'ar'
  const own = text?.[lang]
  return own ? <Markdown text={own} {...(lang !== say.lang && { lang })} /> : null
}
