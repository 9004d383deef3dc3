import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { wholeOf } from '../../app/exports/stream'
import { xlsx } from '../../app/exports/xlsx'
import { inspectFile, readImport } from '../../db/import/read'
import { IMPORT_REASONS, ImportUnreadable } from '../../db/import/shape'
import { stage } from '../../db/mutations/importing/run'
import * as t from '../../db/schema'
import { readHead } from '../../db/store/save'
import { removeScratch } from '../../db/store/scratch'
import { SEEDS, SIZES } from '../sizes'
import { eamenaSample } from '../support/eamena-sample'
import { assertVerified, made } from '../support/import-steps'
import { beginImport } from '../support/importing'
import { smallRegister } from '../support/small-register'

/*
 * Files spoilt at random, in their bytes and in their structure: each is read or refused, with row, column and reason;
 * none crashes, takes longer than a second of work, or more than 200 MB. What can be read is imported as a whole.
 */
const MOST_MS = 1000
const MOST_MB = 200
const CODES = /^[a-z_]{2,40}$/

const TABLE = `No.,Name,Type,Latitude,Longitude,Condition,Survey date,Surveyor,Notes
${Array.from({ length: 12 }, (_, i) => `${i},"Mill, ${i}",house,34.${i},38.2,Severe damage,2020-05-0${1 + (i % 9)},A. Nyone,"said ""so"" then"`).join('\n')}
`
let folder = ''
const seeds: { name: string; bytes: Buffer }[] = []
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tadmor-spoilt-'))
  const rows = TABLE.trim()
    .split('\n')
    .map((line) => line.split(','))
  const columns = (rows[0] ?? []).map((name) => ({ name, width: 10 }))
  const sheet = {
    name: 'One',
    columns,
    async *portions() {
      yield rows.slice(1)
    },
  }
  const book = await wholeOf(xlsx([sheet], new Date(0)))
  seeds.push(
    { name: 'table.csv', bytes: Buffer.from(TABLE) },
    { name: 'utf16.csv', bytes: Buffer.from(`\ufeff${TABLE}`, 'utf16le') },
    { name: 'book.xlsx', bytes: Buffer.from(book) },
    { name: 'places.geojson', bytes: Buffer.from(JSON.stringify(eamenaSample(3))) },
  )
})
after(() => rmSync(folder, { recursive: true }))

for (const seed of SEEDS)
  test(`spoilt files are read or refused, never more (seed ${seed})`, async () => {
    const random = numbers(seed)
    const before = process.memoryUsage().rss
    let [read, refused, told] = [0, 0, 0]
    for (let i = 0; i < Math.ceil(SIZES.spoiltFiles / SEEDS.length); i++) {
      const { name, bytes } = seeds[i % seeds.length] as (typeof seeds)[number]
      const path = join(folder, name)
      writeFileSync(path, spoilt(bytes, name, random))
      const begun = process.cpuUsage()
      try {
        told += await readWhole(path, name)
        read++
      } catch (error) {
        if (!(error instanceof ImportUnreadable)) {
          const kept = join(tmpdir(), `spoilt-${seed}-${i}-${name}`)
          writeFileSync(kept, readFileSync(path))
          throw new Error(`${kept}: ${String(error)}`, { cause: error })
        }
        assert.ok((IMPORT_REASONS as readonly string[]).includes(error.key), error.key)
        refused++
      }
      const { user, system } = process.cpuUsage(begun)
      assert.ok((user + system) / 1000 < MOST_MS, `${name} took ${(user + system) / 1000} ms`)
    }
    const grown = (process.memoryUsage().rss - before) / 1024 / 1024
    assert.ok(grown < MOST_MB, `${Math.round(grown)} MB more than before`)
    // Both must happen, or nothing was tried.
    assert.ok(read > 0 && refused > 0 && told > 0, `${read} read, ${refused} refused, ${told} told`)
  })

for (const seed of SEEDS)
  test(`of a spoilt file all that was planned comes true, or nothing (seed ${seed})`, async () => {
    const random = numbers(seed + 1)
    const register = await smallRegister()
    const { store, file } = register
    let [whole, none] = [0, 0]
    for (let i = 0; i < Math.ceil(SIZES.spoiltImports / SEEDS.length); i++) {
      const { name, bytes } = seeds[i % seeds.length] as (typeof seeds)[number]
      const path = join(folder, name)
      writeFileSync(path, spoilt(bytes, name, random))
      const { rev } = await readHead(store.db)
      const begun = await beginImport(store, file, { siteId: 'site' })
      const counts = await stagedFrom(path, name, begun)
      assert.equal((await readHead(store.db)).rev, rev, 'a plan alone changes nothing')
      const planned = counts ? counts.entered + counts.corrected + counts.withdrawn : 0
      if (planned === 0) none++
      else {
        assert.deepEqual(await made(begun), { state: 'applied', rev: rev + 1 })
        const told = await store.db.$count(t.change, eq(t.change.rev, rev + 1))
        assert.equal(told, planned)
        whole++
      }
      removeScratch(begun.work.file)
    }
    await assertVerified(store)
    await register.close()
    assert.ok(whole > 0 && none > 0, `${whole} whole, ${none} none`)
  })

/** Plans what a file says; null where it cannot be read, from the beginning or further on. */
async function stagedFrom(path: string, name: string, { run, work }: Begun) {
  try {
    const { kind, guess } = await inspectFile(path)
    const mapping = kind === 'table' ? guess : null
    return await stage(work, run, await readImport(path, { fileName: name, format: kind, mapping }))
  } catch (error) {
    if (error instanceof ImportUnreadable) return null
    throw error
  }
}

type Begun = Awaited<ReturnType<typeof beginImport>>

async function readWhole(path: string, name: string): Promise<number> {
  const { kind, guess } = await inspectFile(path)
  const mapping = kind === 'table' ? guess : null
  const file = await readImport(path, { fileName: name, format: kind, mapping })
  let told = 0
  for await (const { rows, problems } of file.portions) {
    for (const { row, reason, column } of problems) {
      assert.ok(row > 0 && CODES.test(reason), `${row} ${reason}`)
      assert.ok(column === null || typeof column === 'string')
    }
    for (const row of rows) assert.ok(row.row > 0)
    told += problems.length
  }
  return told
}

type Random = (below: number) => number

/** The same numbers for a seed (mulberry32, public domain). */
function numbers(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const HOSTILE = [
  '"',
  ',',
  '\u202e',
  '<script>',
  '=1+1',
  '\0',
  '\n',
  'None',
  '1e999',
  '-',
  '{',
  '[',
  ']',
  '}',
  '\\',
  '٣',
  'NaN',
  '99999999999999999999',
  '&a;',
  '<!DOCTYPE a>',
  ', , ,',
]

/** Bytes turned, cut out, doubled or replaced; in texts also words where they hurt; in features whole values. */
function spoilt(bytes: Buffer, name: string, random: Random): Buffer {
  if (name.endsWith('.geojson') && random(2) === 0) return Buffer.from(otherValues(bytes, random))
  let out = Buffer.from(bytes)
  for (let n = 1 + random(6); n > 0; n--) {
    const at = random(out.length || 1)
    const length = random(40)
    const way = random(6)
    if (way === 0 && out.length > 0) out[at] = random(256)
    else if (way === 1) out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)])
    else if (way === 2) out = Buffer.concat([out.subarray(0, at + length), out.subarray(at)])
    else if (way === 3) out = out.subarray(0, at)
    else {
      const word = Buffer.from(HOSTILE[random(HOSTILE.length)] ?? '')
      out = Buffer.concat([out.subarray(0, at), word, out.subarray(at)])
    }
  }
  return out
}

function otherValues(bytes: Buffer, random: Random): string {
  const collection = JSON.parse(bytes.toString('utf8')) as { features: Record<string, unknown>[] }
  for (const feature of collection.features) {
    const properties = feature.properties as Record<string, unknown>
    for (const key of Object.keys(properties)) {
      if (random(8) > 0) continue
      const values = [
        null,
        '',
        'None',
        7,
        true,
        {},
        [],
        [[]],
        'x'.repeat(5000),
        `${properties[key]}, ${properties[key]}, `,
        HOSTILE[random(HOSTILE.length)],
      ]
      properties[key] = values[random(values.length)]
    }
    const shapes = [
      null,
      {},
      { type: 'Point' },
      { type: 'Point', coordinates: ['a', null] },
      { type: 'Polygon', coordinates: [[[[[[[1]]]]]]] },
      { type: 'Point', coordinates: [999, 999] },
    ]
    if (random(6) === 0) feature.geometry = shapes[random(shapes.length)]
    if (random(20) === 0) feature.properties = HOSTILE[random(HOSTILE.length)]
  }
  return JSON.stringify(collection)
}
