import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import ExcelJS from 'exceljs'
import Papa from 'papaparse'
import { FORMATS } from '../../app/exports/all'
import { answerExport, type Format } from '../../app/exports/answer'
import { answerChanges } from '../../app/exports/answer-changes'
import { answerCite } from '../../app/exports/answer-cite'
import { NOBODY } from '../../db/domain/policy'
import type { RecordChange } from '../../db/store/records'
import { save } from '../../db/store/save'
import { apiRegister, ORIGIN } from '../support/api'
import { FORBIDDEN, HOSTILE, RUN_BY_SPREADSHEETS } from '../support/hostile-texts'
import { dated, enter, NOW } from '../support/small-register'
import { unzipped } from '../support/unzipped'

/* A register in which every text that somebody may type means harm, taken out in every form there is. */

const KNOWN = dated('2015-08-30').earliest
/** Every monument of it; its answers pass one page of the API. */
const ONLY = 'kind=shrine'

let register: Awaited<ReturnType<typeof apiRegister>>
before(async () => {
  register = await apiRegister()
  await save(register.store, () => ({
    actor: { id: 'test', name: HOSTILE.join(' ') },
    at: '2026-11-22T10:00:00.000Z',
    reason: HOSTILE.join(' '),
    salt: 'hostile',
    changes: HOSTILE.flatMap(monumentOf),
  }))
})
after(() => register.close())

for (const format of FORMATS.filter((f) => f.extension !== 'pdf'))
  test(`${format.path}: nothing in it is run, drawn or turned round`, async () => {
    // A crate holds two reports, which take their time.
    const query = format.extension === 'zip' ? `${ONLY}&q=evil` : ONLY
    await checked(format.path, await bytesOf(format, query))
  })

test('a feed of it is XML, and its texts are only text', async () => {
  const atom = await (
    await answerChanges({ ...asking(`/changes.atom?${ONLY}`), siteSlug: 'palmyra', monument: null })
  ).text()
  assert.match(atom, /<entry>/)
  checkedMarkup(atom)
})

test('citations of it are clean, and no text is a field of its own', async () => {
  for (const [kind, id] of [
    ['claim', 'claim.'],
    ['source', 'source.'],
    ['monument', 'hostile-'],
  ])
    for (const n of HOSTILE.keys())
      for (const format of ['bibtex', 'ris', 'csl-json']) {
        const query = new URLSearchParams({ kind: kind ?? '', id: `${id}${n}`, format, rev: '3' })
        const answer = await answerCite(asking(`/cite?${query}`))
        const text = await answer.text()
        assert.equal(answer.status, 200, text)
        assert.doesNotMatch(text, FORBIDDEN)
        // Lines are wrapped after 70 characters; wherever that is, no text may begin a field of its own.
        if (format === 'ris')
          assert.deepEqual(
            [...text.matchAll(/^([A-Z][A-Z0-9]) {2}-/gm)].map(([, tag]) => tag),
            ['TY', 'DA', 'PY', 'ID', 'LA', 'N1', 'T2', 'TI', 'UR', 'ER'],
          )
      }
})

test('the API holds it as text', async () => {
  const paths = ['claims', 'assessments', 'monuments', 'events', 'changes', 'threats']
    .map((list) => `/sites/palmyra/${list}?${list === 'changes' ? '' : 'limit=200'}`)
    .concat('/sources', '/sites/palmyra/monuments/hostile-0', '/records/claim.0/history')
  for (const path of paths)
    for (const accept of ['application/json', 'text/csv', 'application/ld+json']) {
      const answer = await register.ask(path, { headers: { accept } })
      if (answer.status === 406) continue
      assert.equal(answer.status, 200, path)
      const text = await answer.text()
      if (accept === 'text/csv') checkedTable(text)
      else checkedJson(text)
    }
})

/** One monument in whose record every text is the same. */
function monumentOf(text: string, n: number): RecordChange[] {
  const [id, both] = [`hostile-${n}`, { en: text, ar: text }]
  return [
    enter('monument', {
      id,
      siteId: 'palmyra',
      slug: id,
      kind: 'shrine',
      position: 1000 + n,
      partOf: null,
      principalId: null,
      description: both,
      descriptionSources: [],
      provenance: text,
    }),
    ...(['en', 'ar'] as const).map((lang, position) =>
      enter('name', {
        id: `${id}.${lang}`,
        subjectId: id,
        form: text,
        lang,
        preferred: true,
        position,
        sources: [],
      }),
    ),
    enter('identifier', {
      id: `${id}.identifier`,
      subjectId: id,
      scheme: 'wikidata',
      value: text,
      label: text,
      note: text,
      sources: [],
    }),
    enter('coordinate', {
      id: `${id}.place`,
      subjectId: id,
      lat: 34.5,
      lon: 38.2,
      datum: 'WGS84',
      precisionM: 10,
      basis: text,
      preferred: true,
      sources: [],
    }),
    enter('source', {
      id: `source.${n}`,
      title: text,
      publisher: text,
      published: '2015-08-30',
      publishedAsGiven: text,
      publishedLatest: KNOWN,
      class: 'press',
      lang: 'en',
      url: `javascript:alert("${n}")`,
      reliability: 'f',
      reliabilityReason: both,
      note: text,
    }),
    enter('claim', {
      id: `claim.${n}`,
      ...dated('2015-08-30'),
      subjectId: id,
      property: 'statement',
      sourceId: `source.${n}`,
      words: text,
      wordsLang: 'en',
      locator: text,
      attributedTo: text,
      note: text,
      knownFrom: KNOWN,
    }),
    enter('assessment', {
      id: `assessment.${n}`,
      ...dated('2015-08-30'),
      subjectId: id,
      property: 'condition',
      value: 'very_bad',
      certainty: 'high',
      rationale: both,
      standing: both,
      assessor: 'editors',
      knownFrom: KNOWN,
    }),
    enter('adoption', {
      id: `adoption.${n}`,
      targetId: `assessment.${n}`,
      claimId: `claim.${n}`,
      stance: 'establishing',
      reason: both,
    }),
    enter('event', {
      id: `event.${n}`,
      ...dated('2015-08-30'),
      subjectId: id,
      kind: 'destroyed',
      what: both,
      after: both,
      actor: text,
      certainty: 'confirmed',
      knownFrom: KNOWN,
    }),
  ]
}

function asking(path: string) {
  const request = new Request(`${ORIGIN}/exports/palmyra${path}`)
  return { db: register.store.db, reader: NOBODY, origin: ORIGIN, now: NOW, request }
}

async function bytesOf(format: Format, query: string): Promise<Buffer> {
  const first = await answerExport(format, {
    ...asking(`/${format.path}?${query}`),
    slug: 'palmyra',
  })
  const { search } = new URL(first.headers.get('location') ?? '', ORIGIN)
  const answer = await answerExport(format, {
    ...asking(`/${format.path}${search}`),
    slug: 'palmyra',
  })
  assert.equal(answer.status, 200)
  return Buffer.from(await answer.arrayBuffer())
}

/** Looks at one file, or at every file of an archive, by the ending of its name. */
async function checked(path: string, bytes: Buffer): Promise<void> {
  if (path.endsWith('.csv')) checkedTable(String(bytes))
  else if (/json(ld)?$/.test(path)) checkedJson(String(bytes))
  else if (path.endsWith('.xlsx')) await checkedBook(bytes)
  else if (path.endsWith('.html')) checkedMarkup(String(bytes))
  else if (path.endsWith('.zip')) {
    const files = await unzipped(bytes)
    assert.ok(files.size > 6)
    for (const [name, content] of files) await checked(name, content)
  }
}

function checkedTable(text: string): void {
  const { data } = Papa.parse<string[]>(text.slice(1), { newline: '\r\n', delimiter: ',' })
  const width = data[0]?.length
  assert.ok(data.length > 2)
  for (const row of data.slice(0, -1)) {
    assert.equal(row.length, width)
    for (const cell of row) {
      assert.doesNotMatch(cell, FORBIDDEN)
      if (Number.isNaN(Number(cell))) assert.doesNotMatch(cell, RUN_BY_SPREADSHEETS)
    }
  }
}

/** Text in JSON may say anything, but no byte of it can end a script that holds it. */
function checkedJson(text: string): void {
  assert.doesNotMatch(text, /</)
  const texts: string[] = []
  JSON.parse(text, (key, value) => {
    texts.push(key)
    if (typeof value === 'string') texts.push(value)
    return value
  })
  for (const said of texts) assert.doesNotMatch(said, FORBIDDEN)
}

async function checkedBook(bytes: Buffer): Promise<void> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        assert.equal(cell.formula, undefined)
        assert.doesNotMatch(cell.text, FORBIDDEN)
        if (cell.hyperlink) assert.match(cell.hyperlink, /^https?:/)
      }),
    )
}

/** The elements are ours, wherever the text of one may lie. */
function checkedMarkup(text: string): void {
  assert.doesNotMatch(text, FORBIDDEN)
  assert.equal(text.split('<![CDATA[').length, text.split(']]>').length)
  assert.doesNotMatch(text, /<(script|img)|javascript:/i)
}
