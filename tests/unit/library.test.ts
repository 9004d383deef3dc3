import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { copyInput } from '../../db/domain/copy-input'
import { copyTypeOf } from '../../db/domain/copy-types'
import { EVERYTHING } from '../../db/domain/filter'
import { likenessOf, plainAddress } from '../../db/domain/likeness'
import { NOBODY } from '../../db/domain/policy'
import { ALL_SOURCES, parseSources, type SourceFilter } from '../../db/domain/source-filter'
import { newSourceInput } from '../../db/domain/source-input'
import { findForbidden, noteText } from '../../db/domain/text'
import { attachCopy } from '../../db/mutations/attach-copy'
import { enterSource } from '../../db/mutations/new-source'
import { findSources } from '../../db/queries/sources'
import { pinView } from '../../db/queries/view'
import { putBlob } from '../../db/store/blobs'
import { checkCopies } from '../../db/store/verify/copies'
import { idSequence, NOW, palmyraRegister, someone } from '../support/small-register'

let register: Awaited<ReturnType<typeof palmyraRegister>>
const copies = mkdtempSync(join(tmpdir(), 'copies-'))
before(async () => {
  register = await palmyraRegister()
})
after(async () => {
  await register.close()
  rmSync(copies, { recursive: true })
})

const SOURCE = {
  formId: idSequence(7)(),
  title: 'A new survey of the agora',
  author: 'A. Writer',
  kind: 'unpublished_report',
  rights: 'cc_by',
  archiveUrl: 'https://web.archive.org/web/2020/https://example.org/agora',
  url: 'https://example.org/agora',
  published: '2020-05',
  class: 'institution',
  sensitivity: 'public',
  reason: 'Found it',
  textLang: 'en',
}

function callOf<Input>(input: Input) {
  const { store } = register
  return { store, reader: someone('editor'), now: NOW, newId: idSequence(50), salt: 's', input }
}

async function find(text: string, filter: Partial<SourceFilter> = {}): Promise<string[]> {
  const pinned = await pinView(register.store.db, EVERYTHING, NOW)
  const view = { ...pinned.view, text }
  const found = await findSources(
    register.store.db,
    NOBODY,
    { view },
    { ...ALL_SOURCES, ...filter },
  )
  return found.map((source) => source.id)
}

test('a source is entered by itself, found by each of its fields, and cited by nobody', async () => {
  const { id } = await enterSource(callOf(newSourceInput.parse(SOURCE)))
  assert.deepEqual(await find('', { uncited: true }), [id])
  for (const [text, filter] of [
    ['writer survey', {}],
    ['example.org/agora', {}],
    ['agora', { type: 'unpublished_report' }],
    ['', { rights: 'cc_by', year: 2020 }],
  ] as const)
    assert.deepEqual(await find(text, filter), [id], `${text} ${JSON.stringify(filter)}`)
  assert.deepEqual(await find('agora', { type: 'book' }), [])
  assert.deepEqual(await find('', { rights: 'cc_by', year: 2021 }), [])
})

test('the very same address is refused with the source that has it', async () => {
  const typed = { ...SOURCE, formId: idSequence(8)(), title: 'Quite another' }
  await assert.rejects(enterSource(callOf(newSourceInput.parse(typed))), {
    code: 'duplicate',
    field: 'url',
    detail: SOURCE.formId,
  })
})

test('Arabic and transliterated words find the same sources however they are spelt', async () => {
  const found = await find('تَدمُر')
  assert.ok(found.length > 0)
  assert.deepEqual(await find('تدمر'), found)
})

test('filters that cannot be are told by name', () => {
  const { filter, problems } = parseSources(new URLSearchParams('type=scroll&year=15&order=title'))
  assert.deepEqual(filter, { ...ALL_SOURCES, order: 'title' })
  assert.deepEqual(
    problems.map((p) => [p.param, p.code]),
    [
      ['type', 'unknown_value'],
      ['year', 'unknown_value'],
    ],
  )
})

test('likely duplicates share an address or nearly a title', () => {
  for (const same of [
    'http://www.example.org/a/',
    'https://example.org/a?utm_source=x#top',
    'https://web.archive.org/web/20150830000000/http://example.org/a',
  ])
    assert.equal(plainAddress(same), 'example.org/a', same)
  assert.notEqual(
    plainAddress('https://example.org/a?id=1'),
    plainAddress('https://example.org/a?id=2'),
  )
  const title = 'Palmyra: satellite images of the temple of Bel'
  const other = { title: 'Palmyra, satellite image of the temple of Bêl', url: null }
  assert.equal(likenessOf({ title, url: null }, other), 'title')
  assert.equal(likenessOf({ title: 'Palmyra', url: null }, other), null)
  assert.equal(
    likenessOf({ title: null, url: 'javascript:alert(1)' }, { title: null, url: null }),
    null,
  )
})

test('what a copy is is told by its bytes', () => {
  const of = (text: string) => copyTypeOf(Buffer.from(text, 'latin1'))
  assert.equal(of('%PDF-1.7\n'), 'application/pdf')
  assert.equal(of('\x89PNG\r\n\x1a\n…'), 'image/png')
  assert.equal(of('<!DOCTYPE html><html>'), 'text/html')
  assert.equal(
    of('From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n'),
    'multipart/related',
  )
  assert.equal(of('WARC/1.0\r\n'), 'application/warc')
  assert.equal(copyTypeOf(Buffer.from('كلمات')), 'text/plain')
  for (const other of [
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<?xml version="1.0"?>',
    'MZ\x90\0',
    'PK\x03\x04',
    '',
  ])
    assert.equal(of(other), null, other)
})

test('an attached copy is named by its source, and the check of copies misses one that is lost or altered', async () => {
  const { db } = register.store
  const kept = await putBlob(copies, [Buffer.from('%PDF-1.7 what it says')])
  const typed = {
    sourceId: 'seed',
    base: '1',
    sha256: kept.sha256,
    name: 'seed.pdf',
    reason: 'Kept',
  }
  await attachCopy(callOf(copyInput.parse(typed)), copies)
  assert.equal(await checkCopies(db, copies), 0)
  await putBlob(copies, [Buffer.from('never attached')])
  assert.equal(await checkCopies(db, copies), 1)
  writeFileSync(join(copies, kept.sha256), '%PDF-1.7 what it sayz')
  await assert.rejects(checkCopies(db, copies), /seed has a copy that was altered/)
  const unknown = { ...typed, base: '3', sha256: 'a'.repeat(64) }
  await assert.rejects(attachCopy(callOf(copyInput.parse(unknown)), copies), { code: 'invalid' })
})

test('a note takes Markdown and its links, and no HTML', () => {
  for (const fine of [
    '*so* <https://example.org/a>',
    '> a\n\n- b',
    '<mailto:a@example.org>',
    '2 < 3',
  ])
    assert.equal(noteText().parse(fine), fine)
  for (const wrong of [
    '<b>x</b>',
    '<!-- -->',
    '<javascript:alert(1)>',
    '<https://x onclick=a>',
    'a\u202Eb',
  ])
    assert.equal(noteText().safeParse(wrong).success, false, wrong)
  assert.equal(findForbidden('<https://example.org>')?.key, 'markup', 'elsewhere it is none')
})
