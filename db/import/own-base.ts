import { columnsOf, LONGEST_CELL, type OwnKind } from './own-columns'
import { type OwnCells, UnreadableFile } from './shape'

type View = { asOf: number; knownAt: number; rev: number }

/** What a table said when it was exported, as digests: enough to see which cells are other ones now. */
export type Base = {
  has(id: string): boolean
  /** Whether a cell of a record is as it was exported for somebody. */
  isAsExported(id: string, column: string, cell: string): boolean
}

const VIEWS_MOST = 3

/** The bases of the views that a table names, each worked out when it is first asked for. */
export function basesOf(kind: OwnKind, own: OwnCells): (view: View) => Promise<Base> {
  const bases = new Map<string, Base>()
  return async (view) => {
    const key = `${view.asOf} ${view.knownAt} ${view.rev}`
    const known = bases.get(key)
    if (known) return known
    if (bases.size >= VIEWS_MOST) throw new UnreadableFile('too_many_views')
    const base = await baseOf(kind, own, view)
    bases.set(key, base)
    return base
  }
}

async function baseOf(kind: OwnKind, own: OwnCells, view: View): Promise<Base> {
  const columns = columnsOf(kind)
  const position = new Map(columns.map((name, i) => [name, i]))
  const digests = new Map<string, Float64Array[]>()
  for await (const portion of own(kind, view))
    for (const { id, cells } of portion) {
      const digest = Float64Array.from(columns, (name) => digestOf(cells[name] ?? ''))
      digests.set(id, [...(digests.get(id) ?? []), digest])
    }
  return {
    has: (id) => digests.has(id),
    isAsExported(id, column, cell) {
      const [at, digest] = [position.get(column), digestOf(cell)]
      return at === undefined || (digests.get(id) ?? []).some((exported) => exported[at] === digest)
    },
  }
}

/** 53 bits of a cell, in the form in which spreadsheets leave it alone (cyrb53, public domain). */
function digestOf(cell: string): number {
  const text = asKept(cell)
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}

/** Spreadsheets write TRUE, 34.50 and their own line ends, guard what may be a formula, and cut what is too long. */
function asKept(cell: string): string {
  const text = cell
    .replace(/\r\n?/g, '\n')
    .replace(/^'(?=[=+\-@\t\n\uff1d\uff0b\uff0d\uff20])/, '')
    .slice(0, LONGEST_CELL)
    .trim()
  if (/^(true|false)$/i.test(text)) return text.toLowerCase()
  return /^-?\d+(\.\d+)?$/.test(text) && text.length < 16 ? String(Number(text)) : text
}
