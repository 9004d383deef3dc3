import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import ExcelJS from 'exceljs'
import Papa from 'papaparse'
import { CRATE_ZIP } from '../../app/exports/crate/crate'
import {
  CLAIMS_CSV,
  MONUMENTS_CSV,
  MONUMENTS_GEOJSON,
  MONUMENTS_JSONLD,
  MONUMENTS_XLSX,
  SOURCES_CSV,
} from '../../app/exports/formats'
import { ORIGIN, PIN, seededRegister } from '../support/seeded'
import { unzipped } from '../support/unzipped'

/* Every row of every file says where it is shown, pinned; the same row says the same everywhere. */

const QUERY = `${PIN}&status=destroyed`
const KINDS = ['monument', 'claim', 'source'] as const
type Kind = (typeof KINDS)[number]
/** Permalinks by the ids of rows. */
type Links = Map<string, string>

let register: Awaited<ReturnType<typeof seededRegister>>
let tables: Record<Kind, Links>
before(async () => {
  register = await seededRegister()
  tables = {
    monument: inTable(await register.bytes(MONUMENTS_CSV, QUERY)),
    claim: inTable(await register.bytes(CLAIMS_CSV, QUERY)),
    source: inTable(await register.bytes(SOURCES_CSV, QUERY)),
  }
})
after(() => register.close())

test('every row of a table leads to the pinned page that shows it', () => {
  for (const kind of KINDS) {
    assert.ok(tables[kind].size > 5, kind)
    for (const [id, link] of tables[kind]) {
      const { origin, pathname, search, hash } = new URL(link)
      assert.deepEqual([origin, search], [ORIGIN, `?${PIN}`], link)
      if (kind === 'source') assert.equal(pathname, `/en/sources/${encodeURIComponent(id)}`)
      else assert.match(pathname, /^\/en\/palmyra\/[\w-]+$/)
      if (kind === 'claim') assert.equal(decodeURIComponent(hash.slice(1)), id)
    }
  }
})

test('the sheets of the workbook have the rows and permalinks of the tables, as links', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await register.bytes(MONUMENTS_XLSX, QUERY)) as unknown as ArrayBuffer)
  KINDS.forEach((kind, n) => {
    assert.deepEqual(inSheet(book.worksheets[n]), tables[kind], kind)
  })
})

test('GeoJSON and Linked Art have the monuments and permalinks of the table', async () => {
  const { features } = JSON.parse(String(await register.bytes(MONUMENTS_GEOJSON, QUERY)))
  const ofFeatures = features.map((f: { id: string; properties: { permalink: string } }) => [
    f.id,
    f.properties.permalink,
  ])
  assert.deepEqual(new Map(ofFeatures), tables.monument)
  const graph: Node[] = JSON.parse(String(await register.bytes(MONUMENTS_JSONLD, QUERY)))['@graph']
  const things = graph.filter((node) => node.type === 'HumanMadeObject')
  assert.deepEqual(new Map(things.map((node) => [idOf(node), pageOf(node)])), tables.monument)
  const sources = graph.filter((node) => node.type === 'LinguisticObject')
  assert.deepEqual(
    new Set(sources.map(pageOf)),
    new Set(tables.source.values()),
    'sources have the permalinks of their table',
  )
})

test('in Linked Art every claim and conclusion has a page of its own, pinned', async () => {
  const { '@graph': graph } = JSON.parse(String(await register.bytes(MONUMENTS_JSONLD, QUERY)))
  const claims = new Set<string>()
  for (const node of assignments(graph)) {
    const kind = /\/en\/(claims|assessments)\//.exec(node.id ?? '')?.[1]
    if (kind === undefined) continue
    assert.equal(pageOf(node), `${node.id}?${PIN}`)
    if (kind === 'claims') claims.add(idOf(node))
  }
  assert.deepEqual(claims, new Set(tables.claim.keys()))
})

test('a crate holds the same rows with the same permalinks', async () => {
  const files = await unzipped(await register.bytes(CRATE_ZIP, QUERY))
  for (const kind of KINDS)
    assert.deepEqual(inTable(files.get(`${kind}s.csv`) ?? Buffer.of()), tables[kind], kind)
})

type Node = {
  id?: string
  type?: string
  identified_by?: { type: string; content: string }[]
  subject_of?: { digitally_carried_by?: { access_point?: { id: string }[] }[] }[]
}

function inTable(bytes: Buffer): Links {
  const { data } = Papa.parse<Record<string, string>>(String(bytes).slice(1), {
    header: true,
    skipEmptyLines: true,
  })
  return new Map(data.map((row) => [row.id ?? '', row.permalink ?? '']))
}

function inSheet(sheet: ExcelJS.Worksheet | undefined): Links {
  const links: Links = new Map()
  const names = sheet?.getRow(1).values as string[]
  const [id, permalink] = [names.indexOf('id'), names.indexOf('permalink')]
  sheet?.eachRow((row, n) => {
    if (n > 1) links.set(row.getCell(id).text, row.getCell(permalink).hyperlink)
  })
  return links
}

function idOf(node: Node): string {
  return node.identified_by?.find((name) => name.type === 'Identifier')?.content ?? ''
}

function pageOf(node: Node): string {
  return node.subject_of?.[0]?.digitally_carried_by?.[0]?.access_point?.[0]?.id ?? ''
}

/** The attribute assignments anywhere in a document. */
function* assignments(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return
  const node: Node = value
  if (node.type === 'AttributeAssignment' && node.subject_of) yield node
  for (const inner of Object.values(value)) yield* assignments(inner)
}
