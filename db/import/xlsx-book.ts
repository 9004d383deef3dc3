import { STRINGS_MOST } from './limits'
import { UnreadableFile } from './shape'
import { unescaped } from './xlsx'
import { readXml, xmlParser } from './xml'
import { type Archive, unbroken } from './zip'

/** What all sheets of a workbook share. */
export type Book = {
  /** Visible sheets in their order. */
  sheets: { name: string; part: string }[]
  strings: string[]
  from1904: boolean
  /** Whether a cell's style shows a number as a day. */
  isDay(style: number): boolean
}

/** Reads a workbook's list of sheets, its shared strings and which styles show days. */
export async function readBook(archive: Archive): Promise<Book> {
  const targets = await targetsOf(archive)
  const sheets: Book['sheets'] = []
  let from1904 = false
  readXml(await archive.text('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet' || /hidden/i.test(attributes.state ?? '')) return
      const part = targets.get(attributes['r:id'] ?? idOf(attributes)) ?? ''
      if (archive.has(part)) sheets.push({ name: attributes.name ?? '', part })
    },
  })
  const days = await dayStyles(archive)
  return {
    sheets,
    strings: await sharedStrings(archive),
    from1904,
    isDay: (style) => days[style] === true,
  }
}

/** The relation's id, whatever prefix it has. */
const idOf = (attributes: Record<string, string>) =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? ''

async function targetsOf(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  const part = 'xl/_rels/workbook.xml.rels'
  if (!archive.has(part)) throw new UnreadableFile('bad_zip')
  readXml(await archive.text(part), {
    open(name, { Id, Target }) {
      if (name !== 'Relationship' || !Id || !Target) return
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  return targets
}

async function sharedStrings(archive: Archive): Promise<string[]> {
  const part = 'xl/sharedStrings.xml'
  if (!archive.has(part)) return []
  const strings: string[] = []
  let [text, isIn, isSpoken, size] = ['', false, false, 0]
  const parser = xmlParser({
    open(name) {
      if (name === 'si') text = ''
      // How Japanese is read aloud stands beside the text, in texts of its own.
      if (name === 'rPh') isSpoken = true
      isIn = name === 't' && !isSpoken
    },
    text(piece) {
      if (isIn) text += piece
    },
    close(name) {
      if (name === 't') isIn = false
      if (name === 'rPh') isSpoken = false
      if (name === 'si') strings.push(unescaped(text))
    },
  })
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of unbroken(await archive.stream(part))) {
    size += chunk.length
    if (size > STRINGS_MOST) throw new UnreadableFile('too_large')
    parser.write(decoder.decode(chunk, { stream: true }))
  }
  parser.end()
  return strings
}

/** The numbers of the formats that are days in every program (ECMA-376, 18.8.30), times of day alone left out. */
const DAY_FORMATS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
])

async function dayStyles(archive: Archive): Promise<boolean[]> {
  const part = 'xl/styles.xml'
  if (!archive.has(part)) return []
  const own = new Map<number, boolean>()
  const styles: boolean[] = []
  let isIn = false
  readXml(await archive.text(part), {
    open(name, attributes) {
      if (name === 'numFmt')
        own.set(Number(attributes.numFmtId), isDayCode(attributes.formatCode ?? ''))
      if (name === 'cellXfs') isIn = true
      if (name !== 'xf' || !isIn) return
      const id = Number(attributes.numFmtId ?? 0)
      styles.push(own.get(id) ?? DAY_FORMATS.has(id))
    },
    close(name) {
      if (name === 'cellXfs') isIn = false
    },
  })
  return styles
}

/** Whether a format shows years or days: letters outside quotes, escapes and brackets. */
function isDayCode(code: string): boolean {
  return /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))
}
