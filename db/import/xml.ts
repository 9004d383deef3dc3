import { SaxesParser } from 'saxes'
import { DEPTH_MOST } from './limits'
import { UnreadableFile } from './shape'

/** What is done at the beginning of an element, at its end, and with text. */
export type XmlHandlers = {
  open(name: string, attributes: Record<string, string>): void
  close(name: string): void
  text(text: string): void
}

/**
 * A parser that is given a document piece by piece. It knows the five entities of XML and no others, and reads no
 * declarations of new ones, so that none can grow. Throws `bad_xml`, for what is nested too deep as well.
 */
export function xmlParser({ open, close, text }: XmlHandlers) {
  const parser = new SaxesParser({ position: false })
  let depth = 0
  parser.on('opentag', (tag) => {
    if (++depth > DEPTH_MOST) throw new UnreadableFile('bad_xml')
    open(localName(tag.name), tag.attributes as Record<string, string>)
  })
  parser.on('closetag', (tag) => {
    depth--
    close(localName(tag.name))
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('doctype', () => {
    throw new UnreadableFile('bad_xml')
  })
  parser.on('error', () => {
    throw new UnreadableFile('bad_xml')
  })
  return {
    write: (piece: string) => void parser.write(piece),
    end: () => void parser.close(),
  }
}

/** Some programs write every element with a prefix. */
function localName(name: string): string {
  const at = name.indexOf(':')
  return at < 0 ? name : name.slice(at + 1)
}

/** A short document at once. */
export function readXml(document: string, handlers: Partial<XmlHandlers>): void {
  const parser = xmlParser({ open() {}, close() {}, text() {}, ...handlers })
  parser.write(document)
  parser.end()
}
