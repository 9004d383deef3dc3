import { safeUrl } from '../../components/safe-url'
import { type Day, formatDay } from '../../db/domain/dates'
import { cleanText, escapeMarkup, looksLikeFormula } from './safe-text'
import type { Piece } from './stream'
import type { Cell, Column } from './table'
import { type Entry, zip } from './zip'

/*
 * A workbook in Office Open XML (ECMA-376), as little of it as tables need. Written here and not by a library: those
 * that were looked at hold a whole workbook in memory, or put the time of making into it. There is no way to write a
 * formula: text is an inline string, and one that looks like a formula is marked as text for whoever edits it.
 */

/** A table as a sheet of a workbook, a portion at a time. The first row is its header and stays in sight. */
export type Sheet = {
  name: string
  columns: { name: string; width: number }[]
  portions: () => AsyncIterable<Cell[][]>
}

/** The formats of cells, by their place in STYLES. */
const [PLAIN, HEADER, DAY, LINK, QUOTED] = [0, 1, 2, 3, 4]
/** What a spreadsheet takes: characters in a cell, links on a sheet. */
const [LONGEST_TEXT, MOST_LINKS] = [32_767, 65_530]
/** Rows of a sheet, its header included. */
const MOST_ROWS = 1_048_576
/** Days from the first of the spreadsheet's to 1970, and the first day that it numbers as everybody else does. */
const [DAYS_BEFORE_1970, FIRST_DAY] = [25_569, 61]
const USUAL_WIDTH = 16

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A table as a sheet: its rows are written as they are read. */
export function sheetOf<T>(
  name: string,
  columns: Column<T>[],
  portions: () => AsyncIterable<T[]>,
): Sheet {
  return {
    name,
    columns: columns.map(([header, , width = USUAL_WIDTH]) => ({ name: header, width })),
    async *portions() {
      for await (const records of portions())
        yield records.map((record) => columns.map(([, cell]) => cell(record)))
    },
  }
}

/** A workbook as it is made; `at` is its time, so that equal sheets make equal bytes. */
export function xlsx(sheets: Sheet[], at: Date): AsyncIterable<Piece> {
  const entries: Entry[] = [
    fixed('[Content_Types].xml', contentTypes(sheets)),
    fixed('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    fixed('xl/workbook.xml', workbook(sheets)),
    fixed(
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, i): Relation => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    ),
    fixed('xl/styles.xml', STYLES),
  ]
  sheets.forEach((sheet, i) => {
    const links: Link[] = []
    entries.push(
      { path: `xl/worksheets/sheet${i + 1}.xml`, pieces: () => worksheet(sheet, links) },
      {
        path: `xl/worksheets/_rels/sheet${i + 1}.xml.rels`,
        pieces: async function* () {
          yield relations(links.map(({ href }): Relation => ['hyperlink', href, 'External']))
        },
      },
    )
  })
  return zip(entries, at)
}

type Link = { reference: string; href: string }
type Relation = [type: string, target: string, mode?: 'External']

async function* worksheet({ columns, portions }: Sheet, links: Link[]): AsyncGenerator<string> {
  const letters = columns.map((_, i) => lettersOf(i))
  const widths = columns
    .map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  const header = columns.map(({ name }, i) => textCell(`${letters[i]}1`, name, HEADER)).join('')
  yield `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheetViews>` +
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    `</sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${header}</row>`
  let row = 1
  for await (const rows of portions()) {
    if (row + rows.length > MOST_ROWS) throw new Error(`more than ${MOST_ROWS} rows for a sheet`)
    let text = ''
    for (const cells of rows) {
      row++
      text += `<row r="${row}">`
      cells.forEach((cell, i) => {
        text += cellXml(`${letters[i]}${row}`, cell, links)
      })
      text += '</row>'
    }
    yield text
  }
  const hyperlinks = links
    .map(({ reference }, i) => `<hyperlink ref="${reference}" r:id="rId${i + 1}"/>`)
    .join('')
  yield `</sheetData>${hyperlinks && `<hyperlinks>${hyperlinks}</hyperlinks>`}</worksheet>`
}

function cellXml(reference: string, cell: Cell, links: Link[]): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${Number(cell)}</v></c>`
  if (typeof cell === 'string') return textCell(reference, cell)
  if ('day' in cell) return dayXml(reference, cell.day)
  if (cell.href === null) return ''
  const href = safeUrl(cell.href)
  if (href === null || links.length >= MOST_LINKS) return textCell(reference, cell.href)
  links.push({ reference, href })
  return textCell(reference, cell.href, LINK)
}

function textCell(reference: string, text: string, style = PLAIN): string {
  // What reads like one of the format's own escapes is escaped itself.
  const shown = cleanText(text.replace(/\r\n?/g, '\n').slice(0, LONGEST_TEXT)).replace(
    /_(?=x[\da-f]{4}_)/gi,
    '_x005F_',
  )
  const own = style === PLAIN && looksLikeFormula(shown) ? QUOTED : style
  return `<c r="${reference}" s="${own}" t="inlineStr"><is><t xml:space="preserve">${escapeMarkup(shown)}</t></is></c>`
}

function dayXml(reference: string, day: Day): string {
  const number = day + DAYS_BEFORE_1970
  return number < FIRST_DAY
    ? textCell(reference, formatDay(day))
    : `<c r="${reference}" s="${DAY}"><v>${number}</v></c>`
}

/** 0 is A, 26 is AA. */
function lettersOf(column: number): string {
  const rest = Math.floor(column / 26) - 1
  return (rest < 0 ? '' : lettersOf(rest)) + String.fromCharCode(65 + (column % 26))
}

function contentTypes(sheets: Sheet[]): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const parts = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...sheets.map((_, i) => [`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet']),
  ]
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts
    .map(([path, kind]) => `<Override PartName="${path}" ContentType="${type}.${kind}+xml"/>`)
    .join('')}</Types>`
}

function relations(list: Relation[]): string {
  const entries = list.map(
    ([type, target, mode], i) =>
      `<Relationship Id="rId${i + 1}" Type="${OFFICE}/relationships/${type}" Target="${escapeMarkup(target)}"${mode ? ` TargetMode="${mode}"` : ''}/>`,
  )
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`
}

function workbook(sheets: Sheet[]): string {
  const entries = sheets.map(
    ({ name }, i) => `<sheet name="${escapeMarkup(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  )
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${entries.join('')}</sheets></workbook>`
}

function fixed(path: string, content: string): Entry {
  return {
    path,
    pieces: async function* () {
      yield content
    },
  }
}

/** In the order of PLAIN, HEADER, DAY, LINK, QUOTED. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF1F4E79"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs></styleSheet>`
