import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import jsonld from 'jsonld'
import { ROCrate } from 'ro-crate'
import { CRATE_ZIP } from '../../app/exports/crate/crate'
import {
  CLAIMS_CSV,
  MONUMENTS_CSV,
  MONUMENTS_JSONLD,
  MONUMENTS_XLSX,
  REPORT_PDF,
  SOURCES_CSV,
} from '../../app/exports/formats'
import { PIN, seededRegister } from '../support/seeded'
import { unzipped } from '../support/unzipped'

const METADATA = 'ro-crate-metadata.json'
const require = createRequire(import.meta.url)
/** Its types leave it out. */
const { Validator } = require('ro-crate')

let register: Awaited<ReturnType<typeof seededRegister>>
let bytes: Buffer
let files: Map<string, Buffer>
before(async () => {
  register = await seededRegister()
  bytes = await register.bytes(CRATE_ZIP, PIN)
  files = await unzipped(bytes)
})
after(() => register.close())

test('the crate holds the bytes that each file’s own address gives, and the licences', async () => {
  for (const format of [MONUMENTS_CSV, CLAIMS_CSV, SOURCES_CSV, MONUMENTS_XLSX, MONUMENTS_JSONLD])
    assert.deepEqual(files.get(format.path), await register.bytes(format, PIN), format.path)
  for (const lang of ['en', 'ar'])
    assert.deepEqual(
      files.get(`status-report-${lang}.pdf`),
      await register.bytes(REPORT_PDF, `${PIN}&lang=${lang}`),
    )
  for (const licence of ['LICENSE', 'DATA-LICENSE.md'])
    assert.deepEqual(files.get(licence), readFileSync(licence))
})

test('its metadata are valid RO-Crate 1.2 for a validator that is not ours', async () => {
  const json = JSON.parse(String(files.get(METADATA)))
  assert.deepEqual(problemsOf(json), [])
  const [descriptor, { datePublished: _, ...undated }, ...rest] = json['@graph']
  assert.notDeepEqual(problemsOf({ ...json, '@graph': [descriptor, undated, ...rest] }), [])
  const crate = new ROCrate(json, { array: true, link: true })
  const root = crate.rootDataset
  assert.deepEqual(root.datePublished, ['2026-11-22'])
  assert.match(String(root.name), /Palmyra: status of monuments as of 11 Dec 2016/)
  assert.match(String(root.creditText), /Revision 1.*rev=1$/)
  assert.deepEqual(
    root.license.map((l: { '@id': string }) => l['@id']),
    [
      'https://creativecommons.org/licenses/by/4.0/',
      'https://opendatacommons.org/licenses/odbl/1-0/',
      'https://creativecommons.org/licenses/by/3.0/',
    ],
  )
  const [action] = root.mentions
  assert.deepEqual(action['@type'], ['CreateAction'])
  assert.equal(action.result.length, 8)
  assert.match(String(action.object[0].text), /asOf=2016-12-11&knownAt=2016-12-14&rev=1/)
  assert.match(String(action.object[0].description), /head [0-9a-f]{64}/)
})

test('every term of the metadata is one of RO-Crate’s', async () => {
  const context = require('ro-crate/lib/context.json')
  const json = JSON.parse(String(files.get(METADATA)))
  await jsonld.expand(json, {
    safe: true,
    base: 'https://crate.example/',
    documentLoader: async (url) => {
      assert.equal(url, 'https://w3id.org/ro/crate/1.2/context')
      return { documentUrl: url, document: { '@context': context['@context'] ?? context } }
    },
  } as jsonld.Options.Expand)
})

test('every file is in the manifest and the metadata with its size and checksum', () => {
  const graph: Record<string, string>[] = JSON.parse(String(files.get(METADATA)))['@graph']
  const manifest = new Map(
    String(files.get('manifest-sha256.txt'))
      .trim()
      .split('\n')
      .map((line) => line.split('  ').reverse() as [string, string]),
  )
  for (const [path, content] of files) {
    const sha256 = createHash('sha256').update(content).digest('hex')
    if (path !== METADATA && path !== 'manifest-sha256.txt')
      assert.equal(manifest.get(path), sha256)
    if (path === METADATA) continue
    const entity = graph.find((e) => e['@id'] === path)
    assert.equal(entity?.sha256, sha256, path)
    assert.equal(entity?.contentSize, String(content.length), path)
  }
})

test('the page to read says in both languages what it is, and needs nothing else', () => {
  const html = String(files.get('ro-crate-preview.html'))
  for (const text of ['lang="en"', 'lang="ar" dir="rtl"', 'All 26 monuments', 'CC BY 4.0'])
    assert.ok(html.includes(text), text)
  assert.doesNotMatch(html, /<script|src=|url\(/)
})

test('equal views make equal bytes; a view without monuments is a valid crate', async () => {
  assert.ok(bytes.equals(await register.bytes(CRATE_ZIP, PIN)))
  const empty = await unzipped(await register.bytes(CRATE_ZIP, `${PIN}&q=nosuchmonument`))
  assert.deepEqual(problemsOf(JSON.parse(String(empty.get(METADATA)))), [])
  assert.deepEqual([...empty.keys()], [...files.keys()])
  assert.equal(String(empty.get('claims.csv')).trim().split('\r\n').length, 1)
})

/** What a validator finds wrong, without asking the network for the context. */
function problemsOf(metadata: object): unknown[] {
  const validator = new Validator()
  validator.parseJSON(JSON.stringify(metadata))
  validator.rootDataEntity()
  const results: { status: string }[] = validator.results
  assert.ok(results.some((r) => r.status === 'success'))
  return results.filter((r) => r.status === 'error')
}
