import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { FORMATS } from '../../app/exports/all'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { ownCells } from '../../db/import/own-cells'
import { readImport } from '../../db/import/read'
import type { ImportPortion } from '../../db/import/shape'
import { requireSite } from '../../db/queries/sites'
import { seededRegister } from '../support/seeded'
import { NOW } from '../support/small-register'

/*
 * What our exporter writes comes back as what it was: nothing where nobody edited anything, and just the edit where
 * somebody did. The exporter here is the real one.
 */
const EDITOR: Reader = { userId: 'e', name: 'E', role: 'editor' }
const VIEWS = ['', 'asOf=2016-12-11&knownAt=2016-12-14&rev=1']
let folder = ''
let register: Awaited<ReturnType<typeof seededRegister>>
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tadmor-own-'))
  register = await seededRegister()
})
after(() => {
  register.close()
  rmSync(folder, { recursive: true })
})

for (const path of ['monuments.csv', 'claims.csv', 'sources.csv', 'monuments.xlsx'])
  for (const reader of [NOBODY, EDITOR])
    test(`${path} as ${reader.role ?? 'everybody'} exports it is all unchanged`, async () => {
      for (const query of VIEWS) {
        const { rows, problems } = await read(path, await exported(path, query || PINNED, reader))
        assert.deepEqual(problems, [])
        assert.ok(rows.length > 20)
        for (const row of rows) assert.equal(changes(row), '', JSON.stringify(row))
      }
    })

test('an edited name, place and word is that change and nothing else', async () => {
  const monuments = await edited('monuments.csv', (row, i) => {
    if (i === 0) row.name_ar = 'اسم جديد'
    if (i === 1) row.lat = '34.5'
  })
  assert.deepEqual(monuments.problems, [])
  const [first, second, ...others] = monuments.rows
  assert.ok(first?.kind === 'monument' && second?.kind === 'monument')
  assert.deepEqual(first.monument.names, [{ form: 'اسم جديد', lang: 'ar', preferred: true }])
  assert.equal(first.monument.place, undefined)
  assert.equal(second.monument.place?.lat, 34.5)
  for (const row of others) assert.equal(changes(row), '')
  const claims = await edited('claims.csv', (row, i) => {
    if (i === 3) row.locator = 'p. 7'
  })
  assert.deepEqual(claims.problems, [])
  const touched = claims.rows.filter((row) => changes(row) !== '')
  assert.equal(touched.length, 1)
  assert.ok(touched[0]?.kind === 'claim')
  assert.equal(touched[0].claim.locator, 'p. 7')
})

test('of a position that a table blurs nothing is taken but both of its halves', async () => {
  const { rows, problems } = await edited('monuments.csv', (row, i) => {
    row.location_generalised = 'true'
    if (i === 0) row.coordinate_basis = 'A better map'
    if (i === 1) row.lat = '34.5'
    if (i === 2) Object.assign(row, { lat: '34.5', lon: '38.2' })
  })
  assert.deepEqual(
    problems.filter((p) => p.reason === 'half_a_place').map(({ row, column }) => [row, column]),
    [
      [2, 'coordinate_basis'],
      [3, 'lat'],
    ],
  )
  const places = rows.map((row) => row.kind === 'monument' && row.monument.place)
  assert.deepEqual([places[0], places[1]], [undefined, undefined])
  assert.ok(places[2] && places[2].lat === 34.5 && places[2].lon === 38.2)
})

test('what is concluded, counted, graded or fixed is refused with row, column and reason', async () => {
  const monuments = await edited('monuments.csv', (row, i) => {
    if (i === 0) row.headline = 'destroyed!'
    if (i === 0) row.since = '1999'
    if (i === 2) row.sources = '999'
  })
  assert.deepEqual(
    monuments.problems.map(({ row, column, reason }) => [row, column, reason]),
    [
      [2, 'headline', 'concluded'],
      [2, 'since', 'concluded'],
      [4, 'sources', 'counted'],
    ],
  )
  const claims = await edited('claims.csv', (row, i) => {
    if (i === 0) row.info_grade = '1'
    if (i === 1) row.source_id = 'another'
    if (i === 2) row.valid = 'yesterday'
  })
  assert.deepEqual(
    claims.problems.map(({ row, column, reason }) => [row, column, reason]),
    [
      [2, 'info_grade', 'graded'],
      [3, 'source_id', 'fixed'],
      [4, 'valid', 'date_syntax'],
    ],
  )
})

test('a spreadsheet that writes TRUE, trailing zeros and semicolons changes nothing', async () => {
  const text = (await exported('monuments.csv', PINNED)).toString('utf8').slice(1)
  const table = parse(text) as string[][]
  const resaved = table.map((row) =>
    row.map((cell) =>
      /^(true|false)$/.test(cell)
        ? cell.toUpperCase()
        : /^\d+\.\d+$/.test(cell)
          ? `${cell}0`
          : cell,
    ),
  )
  const { rows, problems } = await read(
    'resaved.csv',
    Buffer.from(stringify(resaved, { delimiter: ';' })),
  )
  assert.deepEqual(problems, [])
  for (const row of rows) assert.equal(changes(row), '')
})

const PINNED = 'asOf=2017-03-02&knownAt=2017-03-02&rev=1'

async function exported(path: string, query: string, reader: Reader = NOBODY): Promise<Buffer> {
  const format = FORMATS.find((one) => one.path === path)
  assert.ok(format)
  return register.bytes(format, query, reader)
}

async function edited(path: string, edit: (row: Record<string, string>, i: number) => void) {
  const text = (await exported(path, PINNED)).toString('utf8').slice(1)
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  rows.forEach(edit)
  return read(path, Buffer.from(stringify(rows, { header: true })))
}

async function read(name: string, bytes: Buffer) {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const site = await requireSite(register.store.db, EDITOR, 'palmyra', null)
  const own = ownCells(register.store.db, EDITOR, site.id, NOW)
  const as = { fileName: name, format: 'own', mapping: null, own }
  const whole: Pick<ImportPortion, 'rows' | 'problems'> = { rows: [], problems: [] }
  for await (const { rows, problems } of (await readImport(path, as)).portions) {
    whole.rows.push(...rows)
    whole.problems.push(...problems)
  }
  return whole
}

/** What a row would change, or nothing. */
function changes(row: ImportPortion['rows'][number]): string {
  if (row.kind === 'claim') return fields(row.claim)
  if (row.kind === 'source') return fields(row.source)
  const { id, names, identifiers, claims, threats, remarks, ...rest } = row.monument
  assert.ok(id)
  return [names, identifiers, claims, threats, remarks].every((list) => list.length === 0)
    ? fields({ id, ...rest })
    : JSON.stringify(row.monument)
}

function fields(record: object): string {
  return Object.keys(record)
    .filter((key) => key !== 'id')
    .join(' ')
}
